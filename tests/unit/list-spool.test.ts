import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { removeLeftovers } from "@/lib/batches/file/leftovers";
import { spoolUpload, type Upload } from "@/lib/batches/file/spool";
import { AppError } from "@/lib/errors";

const MAX = 64 * 1024;
const CSV = "Email,Name\na@x.example,Ana\n";

let folder = "";
const before = process.env.TMPDIR;

beforeEach(() => {
  folder = mkdtempSync(path.join(before ?? tmpdir(), "spool-"));
  process.env.TMPDIR = folder;
});

afterEach(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  rmSync(folder, { recursive: true });
});

interface Sent {
  body: BodyInit;
  type?: string;
  headers?: Record<string, string>;
}

function requestOf({ body, type, headers = {} }: Sent): Request {
  return new Request("http://127.0.0.1/v1/accounts/invite", {
    method: "POST",
    body,
    headers: { ...(type ? { "content-type": type } : {}), ...headers },
    duplex: "half",
  } as RequestInit);
}

/** What is refused leaves nothing behind. */
async function refusalOf(sent: Sent): Promise<AppError> {
  const error = await spoolUpload(requestOf(sent), MAX).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AppError);
  expect(readdirSync(folder)).toEqual([]);
  return error as AppError;
}

async function kept(sent: Sent): Promise<Upload & { content: string }> {
  const upload = await spoolUpload(requestOf(sent), MAX);
  const content = readFileSync(upload.path, "utf8");
  expect(path.dirname(upload.path)).toBe(folder);
  expect(statSync(upload.path).mode & 0o777).toBe(0o600);
  expect(upload.size).toBe(Buffer.byteLength(content));
  await upload.remove();
  await upload.remove();
  expect(readdirSync(folder)).toEqual([]);
  return { ...upload, content };
}

function form(...parts: [name: string, value: string | File][]): FormData {
  const data = new FormData();
  for (const [name, value] of parts) data.append(name, value);
  return data;
}

const file = (name: string, type: string, content = CSV) => new File([content], name, { type });

/** A body that comes in pieces, and may break off. */
function pieces(content: Uint8Array, size: number, breaksAfter = Number.POSITIVE_INFINITY): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= breaksAfter) controller.error(new Error("The other side went away."));
      else if (at >= content.length) controller.close();
      else controller.enqueue(content.subarray(at, at + size));
      at += size;
    },
  });
}

async function raw(data: FormData): Promise<{ bytes: Uint8Array; type: string }> {
  const response = new Response(data);
  return { bytes: new Uint8Array(await response.arrayBuffer()), type: response.headers.get("content-type") ?? "" };
}

describe("a body that is the list", () => {
  it.each([
    ["text/csv", "csv"],
    ["text/csv; charset=utf-8", "csv"],
    ["application/x-ndjson", "ndjson"],
  ])("%s is written into a file of its own, which nobody else can read", async (type, format) => {
    const upload = await kept({ body: CSV, type });
    expect(upload).toMatchObject({ format, filename: null, content: CSV });
    expect(upload.fields.size).toBe(0);
    expect(upload.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each(["text/plain", "application/json", "application/pdf", "", "application/vnd.ms-excel"])(
    "415 for %j",
    async (type) => {
      expect((await refusalOf({ body: Buffer.from(CSV), type })).status).toBe(415);
    },
  );

  it("415 for a compressed one", async () => {
    expect((await refusalOf({ body: CSV, type: "text/csv", headers: { "content-encoding": "gzip" } })).status).toBe(
      415,
    );
  });

  it("422 for an empty one", async () => {
    expect((await refusalOf({ body: "", type: "text/csv" })).code).toBe("file_empty");
  });

  it("exactly the most is kept; 413 for a byte more, said beforehand or not", async () => {
    expect((await kept({ body: "x".repeat(MAX), type: "text/csv" })).size).toBe(MAX);
    const body = () => pieces(Buffer.alloc(MAX + 1, "x"), 1000);
    expect((await refusalOf({ body: body(), type: "text/csv" })).code).toBe("payload_too_large");
    const headers = { "content-length": String(MAX + 1) };
    expect((await refusalOf({ body: body(), type: "text/csv", headers })).code).toBe("payload_too_large");
  });

  it("400 for one that is cut off, by an error or before the length it said", async () => {
    const bytes = Buffer.from(CSV.repeat(100));
    expect((await refusalOf({ body: pieces(bytes, 100, 500), type: "text/csv" })).code).toBe("invalid_request");
    const headers = { "content-length": String(bytes.length + 1) };
    expect((await refusalOf({ body: pieces(bytes, 100), type: "text/csv", headers })).code).toBe("invalid_request");
  });
});

describe("a form", () => {
  it("its file is written to disk, its texts are kept beside it, wherever they stand", async () => {
    const body = form(["type", "user"], ["file", file("team.csv", "text/csv")], ["mapping", '{"email":"É"}']);
    const upload = await kept({ body });
    expect(upload).toMatchObject({ format: "csv", filename: "team.csv", content: CSV });
    expect([...upload.fields]).toEqual([
      ["type", "user"],
      ["mapping", '{"email":"É"}'],
    ]);
  });

  it.each([
    ["a.csv", "text/csv", "csv"],
    ["a.csv", "application/csv", "csv"],
    ["a.csv", "application/vnd.ms-excel", "csv"],
    ["a.txt", "text/plain", "csv"],
    ["a.bin", "application/octet-stream", "csv"],
    ["a", "", "csv"],
    ["a.csv", "application/x-ndjson", "ndjson"],
    ["a.csv", "application/jsonl", "ndjson"],
    ["a.NDJSON", "application/octet-stream", "ndjson"],
    ["a.jsonl", "text/plain", "ndjson"],
    ["a.jsonl", "text/csv", "csv"],
  ])("%s of the type %j is %s", async (name, type, format) => {
    expect((await kept({ body: form(["file", file(name, type)]) })).format).toBe(format);
  });

  it("415 for a file of another type, with a way on for a workbook", async () => {
    const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    const error = await refusalOf({ body: form(["file", file("a.xlsx", xlsx)]) });
    expect([error.status, error.message]).toEqual([415, "This is a workbook. Save it as CSV UTF-8 and upload that."]);
    expect((await refusalOf({ body: form(["file", file("a.png", "image/png")]) })).status).toBe(415);
  });

  it("it comes whole in pieces of any size", async () => {
    const content = CSV.repeat(300);
    const { bytes, type } = await raw(
      form(["name", "July"], ["file", file("a.csv", "text/csv", content)], ["type", "user"]),
    );
    for (const size of [1, 7, 1000, 100_000]) {
      const upload = await kept({ body: pieces(bytes, size), type });
      expect([upload.content === content, upload.fields.size]).toEqual([true, 2]);
    }
  });

  it("400 wherever it is cut off", async () => {
    const { bytes, type } = await raw(form(["name", "July"], ["file", file("a.csv", "text/csv")], ["type", "user"]));
    for (let at = 0; at < bytes.length - 4; at += 11) {
      const error = await refusalOf({ body: pieces(bytes.subarray(0, at), 50), type });
      expect([at, error.code]).toEqual([at, "invalid_request"]);
      if (at === 0) continue;
      expect((await refusalOf({ body: pieces(bytes, 50, at), type })).code).toBe("invalid_request");
    }
  });

  it("400 without a file, with two, with one under another name, and where none was chosen", async () => {
    const one = file("a.csv", "text/csv");
    for (const body of [
      form(["type", "user"]),
      form(["file", one], ["file", one]),
      form(["file", one], ["other", one]),
      form(["list", one]),
      form(["file", new File([], "", { type: "application/octet-stream" })]),
    ]) {
      const error = await refusalOf({ body });
      expect([error.code, error.errors?.[0]?.path]).toEqual(["invalid_request", "file"]);
    }
  });

  it("422 for an empty file", async () => {
    expect((await refusalOf({ body: form(["file", file("a.csv", "text/csv", "")]) })).code).toBe("file_empty");
  });

  it("413 for a file that is too large, and for a form that is", async () => {
    const body = form(["file", file("a.csv", "text/csv", "x".repeat(MAX + 1))]);
    expect((await refusalOf({ body })).code).toBe("payload_too_large");
    const { bytes, type } = await raw(form(["file", file("a.csv", "text/csv", "x".repeat(3 * 1024 * 1024))]));
    expect((await refusalOf({ body: pieces(bytes, 10_000), type })).code).toBe("payload_too_large");
  });

  it("400 for fields that are too long, too many or twice, and for what is no form", async () => {
    const one = file("a.csv", "text/csv");
    const many = Array.from({ length: 40 }, (_, index): [string, string] => [`f${index}`, ""]);
    for (const body of [
      form(["mapping", "x".repeat(70_000)], ["file", one]),
      form(["type", "user"], ["type", "business"], ["file", one]),
      form(...many, ["file", one]),
    ]) {
      expect((await refusalOf({ body })).code).toBe("invalid_request");
    }
    expect((await refusalOf({ body: CSV, type: "multipart/form-data" })).code).toBe("invalid_request");
    expect((await refusalOf({ body: CSV, type: "multipart/form-data; boundary=x" })).code).toBe("invalid_request");
  });

  it("the same sent again has the same digest, under whatever boundary; anything else has another", async () => {
    const digest = async (...parts: [string, string | File][]) => (await kept({ body: form(...parts) })).digest;
    const one = file("a.csv", "text/csv");
    const first = await digest(["type", "user"], ["file", one]);
    expect(await digest(["file", one], ["type", "user"])).toBe(first);
    expect(await digest(["file", one], ["type", "business"])).not.toBe(first);
    expect(await digest(["file", file("a.csv", "text/csv", `${CSV}x`)], ["type", "user"])).not.toBe(first);
  });
});

describe("what a process that was killed left behind", () => {
  it("is taken away once it is an hour old; what is not ours stays", async () => {
    // It looks once an hour, and has looked when the first list came.
    const later = Date.now() + 90 * 60 * 1000;
    const ages = { "foyer-list-old": 61, "foyer-list-new": 59, "other-old": 61 };
    for (const [name, minutes] of Object.entries(ages)) {
      const written = new Date(later - minutes * 60 * 1000);
      writeFileSync(path.join(folder, name), "x");
      utimesSync(path.join(folder, name), written, written);
    }
    await removeLeftovers(later);
    expect(readdirSync(folder).sort()).toEqual(["foyer-list-new", "other-old"]);
  });
});
