import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { ListQuery } from "@/lib/batches/options";
import { forgetEnv } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { isCleanText, parseJson, readBody } from "@/lib/http/body";
import { clientIp, clientNetwork, isLoopbackRequest } from "@/lib/http/client-ip";
import { parseInput, readQuery } from "@/lib/http/input";
import { localPath } from "@/lib/http/local-path";
import { withoutProtoKey } from "@/lib/http/proto-key";
import { Id, Page } from "@/lib/http/schemas";

const bytes = (text: string) => new TextEncoder().encode(text);

function refusal(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("was not refused");
}

async function refusalOf(work: Promise<unknown>): Promise<AppError> {
  const outcome = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (outcome instanceof AppError) return outcome;
  throw new Error("was not refused", { cause: outcome });
}

function post(
  body: BodyInit | null,
  headers: Record<string, string> = { "content-type": "application/json" },
): Request {
  return new Request("http://localhost:3000/v1/x", { method: "POST", body, headers, duplex: "half" } as RequestInit);
}

describe("a JSON body", () => {
  it.each(["[]", "1", '"text"', "null", "{", '{"a":1', "\u0000", "{'a':1}"])("is 400 when it is %j", (text) => {
    expect(refusal(() => parseJson(bytes(text))).code).toBe("invalid_request");
  });

  it("is 400 when it is not UTF-8", () => {
    expect(refusal(() => parseJson(new Uint8Array([0x7b, 0xff, 0x7d]))).code).toBe("invalid_request");
  });

  it("is an empty object when it is empty", () => {
    expect(parseJson(new Uint8Array(0))).toEqual({});
  });

  it.each([
    ['{"a":{"b":["x\\u0000"]}}', "a.b.0"],
    ['{"a":"\\ud800"}', "a"],
  ])("is 400 with half a character or a NUL in it: %s", (text, path) => {
    expect(refusal(() => parseJson(bytes(text))).errors).toEqual([expect.objectContaining({ path })]);
  });

  it("is 400 when it is nested so deeply that walking it could exhaust the stack", () => {
    expect(refusal(() => parseJson(bytes(`{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`))).code).toBe(
      "invalid_request",
    );
  });

  it("does not let __proto__ through", () => {
    expect(refusal(() => parseJson(bytes('{"metadata":{"__proto__":"x"}}'))).errors?.[0]?.path).toBe(
      "metadata.__proto__",
    );
  });

  it("is 413 by what arrives, whatever Content-Length says", async () => {
    const stream = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(64 * 1024));
      },
    });
    expect((await refusalOf(readBody(post(stream), 256 * 1024))).code).toBe("payload_too_large");
  });

  it("may have exactly the size that is allowed", async () => {
    await expect(readBody(post("x".repeat(1024)), 1024)).resolves.toHaveLength(1024);
    expect((await refusalOf(readBody(post("x".repeat(1025)), 1024))).code).toBe("payload_too_large");
  });

  it.each(["text/plain", "application/xml", "application/json; charset=latin1", "application/jsonp", ""])(
    "is 415 as %j",
    async (type) => {
      expect((await refusalOf(readBody(post("{}", { "content-type": type }), 100))).code).toBe(
        "unsupported_media_type",
      );
    },
  );

  it.each(["application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"])(
    "is read as %j",
    async (type) => {
      await expect(readBody(post("{}", { "content-type": type }), 100)).resolves.toHaveLength(2);
    },
  );

  it("is 415 under any Content-Encoding", async () => {
    const request = post("{}", { "content-type": "application/json", "content-encoding": "identity" });
    expect((await refusalOf(readBody(request, 100))).code).toBe("unsupported_media_type");
  });
});

describe("input that does not fit", () => {
  const Body = z.strictObject({
    name: z.string().max(5),
    role: z.enum(["admin", "member"]),
    tags: z.array(z.string()).max(2).optional(),
  });

  it("is told field by field, in sentences", () => {
    const { errors, message } = refusal(() =>
      parseInput(Body, { name: "too long", role: "owner", tags: ["a", "b", "c"], extra: 1 }),
    );
    expect(errors).toEqual([
      { path: "name", code: "too_long", message: "Use at most 5 characters." },
      { path: "role", code: "invalid_value", message: 'Must be one of "admin", "member".' },
      { path: "tags", code: "too_long", message: "Give at most 2 of these." },
      { path: "extra", code: "unknown_key", message: "Is not a field that is known here." },
    ]);
    expect(message).toBe("4 fields are not right: name, role, tags, extra.");
  });

  it("names missing fields and wrong types", () => {
    expect(refusal(() => parseInput(Body, { name: ["x"] })).errors).toEqual([
      { path: "name", code: "invalid_type", message: "Must be text." },
      { path: "role", code: "required", message: "Is missing." },
    ]);
  });

  it("of a union is told by the branch that was meant", () => {
    const Either = z.union([z.strictObject({}), z.strictObject({ id: z.string(), email: z.string().max(3) })]);
    expect(refusal(() => parseInput(Either, { id: "1", email: "long" })).errors).toEqual([
      expect.objectContaining({ path: "email", code: "too_long" }),
    ]);
  });

  it("takes a malformed id for one that nothing has: what does not exist is found out where all others are", () => {
    const One = z.strictObject({ id: Id });
    const [first, second] = ["nope", "nope"].map((id) => parseInput(One, { id }).id);
    expect(first?.toHexString()).toMatch(/^[0-9a-f]{24}$/);
    expect(second?.equals(first ?? "")).toBe(false);
    expect(refusal(() => parseInput(One, { id: 7 })).code).toBe("invalid_request");
  });
});

describe("a query", () => {
  it("is 400 with a repeated parameter", () => {
    expect(refusal(() => readQuery(new URLSearchParams("a=1&a=2"), false)).errors?.[0]).toMatchObject({
      path: "a",
      code: "repeated",
    });
  });

  it("is 400 with a parameter that every object has", () => {
    expect(refusal(() => readQuery(new URLSearchParams("__proto__=1"), false)).errors?.[0]?.code).toBe("unknown_key");
  });

  it.each([
    ["/v1/batches?__proto__=x&limit=5", "/v1/batches?__proto__.=x&limit=5"],
    ["/v1/batches?limit=5&%5f_proto%5F_", "/v1/batches?limit=5&__proto__."],
    ["/v1/batches?q=__proto__&__proto__x=1", "/v1/batches?q=__proto__&__proto__x=1"],
    ["/v1/__proto__", "/v1/__proto__"],
  ])("%s reaches its route with every key, though Next copies queries into objects", (url, kept) => {
    expect(withoutProtoKey(url)).toBe(kept);
    const read = () => readQuery(new URL(kept, "http://localhost").searchParams, false);
    if (kept === url) expect(read).not.toThrow();
    else expect(refusal(read).errors).toEqual([expect.objectContaining({ path: "__proto__", code: "unknown_key" })]);
  });

  it.each([
    ["mapping", '{"email":"Email","__proto__":"p"}'],
    ["defaults", '{"__proto__":{"role":"admin"}}'],
  ])("says that __proto__ is no field of %s, and takes nothing else for JSON", (path, text) => {
    const refused = (value: string) => refusal(() => parseInput(ListQuery, { [path]: value })).errors?.[0];
    expect(refused(text)).toEqual({
      path: `${path}.__proto__`,
      code: "unknown_key",
      message: "Is not a field that is known here.",
    });
    expect(refused("7")?.message).toMatch(/^Must be a JSON object/);
  });

  it("hands repeated parameters on where the route decides about them", () => {
    expect(readQuery(new URLSearchParams("a=1&a=2&b=3"), true)).toEqual({ a: ["1", "2"], b: "3" });
  });

  it.each(["0", "101", "-1", "1.5", "1e1", "", " 5", "abc"])("refuses limit=%j", (limit) => {
    expect(refusal(() => parseInput(Page, { limit })).code).toBe("invalid_request");
  });

  it("takes limits from 1 to 100, 25 when there is none", () => {
    expect(parseInput(Page, { limit: "100" }).limit).toBe(100);
    expect(parseInput(Page, {}).limit).toBe(25);
  });
});

describe("a client", () => {
  const headers = (peer: string, forwarded?: string) =>
    new Headers({ "x-foyer-peer": peer, ...(forwarded ? { "x-forwarded-for": forwarded } : {}) });

  process.env.MONGODB_URI ??= "mongodb://127.0.0.1:1/unused";

  afterEach(() => {
    delete process.env.TRUSTED_PROXIES;
    forgetEnv();
  });

  it("is what the trusted proxies say, and nothing that stands further left", () => {
    process.env.TRUSTED_PROXIES = "1";
    forgetEnv();
    expect(clientIp(headers("10.0.0.9", "6.6.6.6, 203.0.113.5"))).toBe("203.0.113.5");
    process.env.TRUSTED_PROXIES = "2";
    forgetEnv();
    expect(clientIp(headers("10.0.0.9", "6.6.6.6, 203.0.113.5, 10.0.0.8"))).toBe("203.0.113.5");
    expect(clientIp(headers("10.0.0.9"))).toBe("10.0.0.9");
  });

  it("is the socket's peer, whatever X-Forwarded-For says", () => {
    expect(clientIp(headers("::ffff:10.0.0.9", "1.2.3.4"))).toBe("10.0.0.9");
  });

  it.each([
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["192.0.2.7", "192.0.2.7"],
  ])("%s is counted as %s", (ip, network) => {
    expect(clientNetwork(ip)).toBe(network);
  });

  it("is on this machine only when nobody further away is behind the call", () => {
    expect(isLoopbackRequest(headers("127.0.0.1", "127.0.0.1"))).toBe(true);
    expect(isLoopbackRequest(headers("::1"))).toBe(true);
    expect(isLoopbackRequest(headers("127.0.0.1", "203.0.113.5"))).toBe(false);
    expect(isLoopbackRequest(headers("203.0.113.5"))).toBe(false);
    expect(isLoopbackRequest(new Headers())).toBe(false);
  });
});

it.each(["//evil.example", "/\\evil.example", "https://evil.example", "/a\tb", "a", "", null])(
  "%j is no path of ours",
  (value) => {
    expect(localPath(value)).toBeNull();
  },
);

it("text is clean without NUL and halves of surrogate pairs", () => {
  expect([isCleanText("é😀"), isCleanText("a\0"), isCleanText("\udc00")]).toEqual([true, false, false]);
});
