import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ObjectId } from "mongodb";
import { afterAll, describe, expect, it } from "vitest";
import type { BatchView } from "@/lib/batches/schema";
import { batches, columnMappings, contacts, events, queues, rateLimits } from "@/lib/db/client";
import { get, post } from "../../support/api";
import {
  address,
  createContact,
  createKey,
  createMember,
  createSubAccount,
  createTenant,
  type Tenant,
} from "../../support/factories";

interface Taken {
  status: string;
  message: string;
  batch: BatchView;
}

/** A temporary directory of its own, so that what others leave in theirs is not taken for a trace. */
const shared = process.env.TMPDIR;
const folder = mkdtempSync(path.join(os.tmpdir(), "foyer-upload-"));
process.env.TMPDIR = folder;
afterAll(() => {
  if (shared === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = shared;
  rmSync(folder, { recursive: true, force: true });
});

const CSV = { "content-type": "text/csv" };

function upload<Body = Taken>(
  tenant: { key: string },
  body: unknown,
  query = "",
  headers: Record<string, string> = CSV,
) {
  return post<Body>(`/v1/accounts/invite${query}`, body, { as: tenant.key, headers });
}

function form(file: string | Blob, fields: Record<string, string> = {}, name = "people.csv"): FormData {
  const data = new FormData();
  for (const [field, value] of Object.entries(fields)) data.set(field, value);
  data.set("file", typeof file === "string" ? new Blob([file], { type: "text/csv" }) : file, name);
  return data;
}

async function chunksOf(id: string) {
  return queues()
    .find({ batch: new ObjectId(id) })
    .sort({ index: 1 })
    .toArray();
}

const people = (count: number, name = "ana") =>
  `email,first name\n${Array.from({ length: count }, (_, n) => `${name}-${n}@example.com,Ana ${n}\n`).join("")}`;

/** What an upload could leave behind. */
async function traces(tenant: Tenant): Promise<unknown> {
  const account = tenant.account._id;
  const mine = await batches().find({ account }).toArray();
  return {
    batches: mine.length,
    chunks: await queues().countDocuments({
      batch: { $nin: (await batches().find().toArray()).map(({ _id }) => _id) },
    }),
    events: await events().countDocuments({ account, type: /^batch/ }),
    mappings: await columnMappings().countDocuments({ account }),
    files: readdirSync(os.tmpdir()).filter((file) => file.startsWith("foyer-list-")),
  };
}

const NOTHING = { batches: 0, chunks: 0, events: 0, mappings: 0, files: [] };

describe("a list", () => {
  it("as CSV is answered 202 with where it is, and lies there durably", async () => {
    const tenant = await createTenant();
    const answer = await upload(tenant, people(3), "?name=Autumn");
    expect(answer.status).toBe(202);
    const { batch, message } = answer.body;
    expect(answer.body.status).toBe("queued");
    expect(message).toContain("3 rows");
    expect(answer.headers.get("location")).toBe(`/v1/batches/${batch.id}`);
    expect(batch).toMatchObject({
      name: "Autumn",
      type: "user",
      status: "queued",
      account: tenant.id,
      counts: { total: 3, queued: 3, invited: 0, skipped: 0, failed: 0 },
    });
    const [chunk] = await chunksOf(batch.id);
    expect(chunk).toMatchObject({ index: 0, status: "queued", attempts: 0, lease: null, results: [] });
    expect(chunk?.rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [2, "ana-0@example.com"],
      [3, "ana-1@example.com"],
      [4, "ana-2@example.com"],
    ]);
    const told = await events()
      .find({ account: tenant.account._id, type: /^batch/ })
      .toArray();
    expect(told.map(({ type, detail }) => [type, detail])).toEqual([
      ["batch.created", { rows: "3" }],
      ["batch.started", { rows: "3" }],
    ]);
    expect((await get<BatchView>(`/v1/batches/${batch.id}`, { as: tenant.key })).body.id).toBe(batch.id);
  });

  it("as NDJSON, and as a form with its options as fields, is the same", async () => {
    const tenant = await createTenant();
    const lines = '{"email":"a@example.com","firstName":"Ana"}\n{"email":"b@example.com"}\n';
    const ndjson = await upload(tenant, lines, "", { "content-type": "application/x-ndjson" });
    expect(ndjson.status).toBe(202);
    expect((await chunksOf(ndjson.body.batch.id))[0]?.rows).toHaveLength(2);

    const sent = form(people(2), { sendEmail: "false", defaults: '{"role":"admin","expiresInDays":3}' });
    const asForm = await upload(tenant, sent, "", {});
    expect(asForm.status).toBe(202);
    expect(asForm.body.batch).toMatchObject({ name: "people", sendEmail: false });
    const doc = await batches().findOne({ _id: new ObjectId(asForm.body.batch.id) });
    expect(doc).toMatchObject({ defaults: { role: "admin", expiresInDays: 3 }, source: "csv", mostRole: "owner" });
  });

  it("of ids invites contacts; ids are rows from 1 on", async () => {
    const tenant = await createTenant();
    const one = await createContact(tenant, { name: "Blue" });
    const body = { type: "business", contactIds: [one.id, one.id], accountId: tenant.id };
    const answer = await upload(tenant, body, "", {});
    expect(answer.status).toBe(202);
    expect(answer.body.batch).toMatchObject({ type: "business", counts: { total: 2 } });
    const [chunk] = await chunksOf(answer.body.batch.id);
    expect(chunk?.rows).toEqual([
      { line: 1, cells: [one.id] },
      { line: 2, cells: [one.id], duplicateOf: 1 },
    ]);
  });

  it("is cut into chunks of 400, and the second of two alike is known over all of them", async () => {
    const tenant = await createTenant();
    const answer = await upload(tenant, `${people(900)}ANA-3@example.com,Again\n`);
    const chunks = await chunksOf(answer.body.batch.id);
    expect(chunks.map(({ index, rows }) => [index, rows.length])).toEqual([
      [0, 400],
      [1, 400],
      [2, 101],
    ]);
    expect(chunks[2]?.rows.at(-1)).toMatchObject({ line: 902, duplicateOf: 5 });
    expect(await batches().findOne({ _id: new ObjectId(answer.body.batch.id) })).toMatchObject({
      rows: 901,
      chunks: 3,
    });
  });
});

describe("options", () => {
  it.each([
    ["?nothing=1", "nothing"],
    ["?sendEmail=maybe", "sendEmail"],
    ["?type=person", "type"],
    ["?mapping=email", "mapping"],
    ['?mapping={"shoe":"email"}', "mapping.shoe"],
    ['?mapping={"__proto__":"email"}', "mapping.__proto__"],
    ['?defaults={"role":"owner"}', "defaults.role"],
    ['?defaults={"colour":"red"}', "defaults.colour"],
    ["?type=user&type=user", "type"],
    ["?draft=true&dryRun=true", "dryRun"],
  ])("400 for %s", async (query, path) => {
    const tenant = await createTenant();
    const answer = await upload(tenant, people(1), query);
    expect([answer.status, answer.code]).toEqual([400, "invalid_request"]);
    expect((answer.body as unknown as { errors: { path: string }[] }).errors.map((error) => error.path)).toContain(
      path,
    );
    expect(await traces(tenant)).toEqual(NOTHING);
  });

  it("400 for an option in the query and in the form", async () => {
    const tenant = await createTenant();
    const answer = await upload(tenant, form(people(1), { type: "user" }), "?type=user", {});
    expect(answer.status).toBe(400);
    expect(await traces(tenant)).toEqual(NOTHING);
  });

  it("400 for any of them beside a single invitation", async () => {
    const tenant = await createTenant();
    const answer = await upload(tenant, { type: "user", email: address() }, "?dryRun=true", {});
    expect([answer.status, answer.code]).toEqual([400, "invalid_request"]);
  });

  it("413 for a single invitation over 256 KB, and none for ids of that size", async () => {
    const tenant = await createTenant();
    const large = await upload(tenant, { type: "user", email: address(), message: "x".repeat(300_000) }, "", {});
    expect([large.status, large.code]).toEqual([413, "payload_too_large"]);
    const contactIds = Array.from({ length: 12_000 }, () => new ObjectId().toHexString());
    const ids = await upload<{ counts: Record<string, number> }>(
      tenant,
      { type: "business", contactIds, dryRun: true },
      "",
      {},
    );
    expect([ids.status, ids.body.counts.invalid]).toEqual([200, 12_000]);
  });
});

describe("who may", () => {
  it("invite people may not upload businesses, and the other way round", async () => {
    const tenant = await createTenant();
    const colleagues = await createKey(tenant, ["invitations:create"]);
    const businesses = await createKey(tenant, ["accounts:create"]);
    const csv = "email,company\na@example.com,Blue\n";
    expect((await upload({ key: colleagues }, csv)).status).toBe(202);
    expect((await upload({ key: colleagues }, csv, "?type=business")).code).toBe("forbidden");
    expect((await upload({ key: businesses }, csv)).code).toBe("forbidden");
    expect((await upload({ key: businesses }, csv, "?type=business")).status).toBe(202);
  });

  it("404 for another tenant's account, word for word as for one that does not exist", async () => {
    const [tenant, stranger] = await Promise.all([createTenant(), createTenant()]);
    const theirs = await upload(tenant, people(1), `?accountId=${stranger.id}`);
    const nobodys = await upload(tenant, people(1), `?accountId=${new ObjectId().toHexString()}`);
    expect([theirs.status, theirs.code]).toEqual([404, "not_found"]);
    const told = ({ text }: { text: string }) => text.replace(/"requestId":"[^"]+"/, "");
    expect(told(theirs)).toBe(told(nobodys));
    expect(await traces(stranger)).toEqual(NOTHING);
  });

  it("409 for an account below that is suspended, and nothing is queued", async () => {
    const tenant = await createTenant();
    const below = await createSubAccount(tenant, { status: "suspended" });
    const answer = await upload(tenant, people(1), `?accountId=${below.id}`);
    expect([answer.status, answer.code]).toEqual([409, "account_not_active"]);
    expect(await traces(below)).toEqual(NOTHING);
  });

  it("403 for an admin's role as default from a key that is no admin", async () => {
    const tenant = await createTenant();
    const key = await createKey(tenant, ["invitations:create"]);
    const answer = await upload({ key }, people(1), `?defaults=${encodeURIComponent('{"role":"admin"}')}`);
    expect([answer.status, answer.code]).toEqual([403, "role_too_high"]);
  });

  it("422 for a redirect that the account does not allow", async () => {
    const tenant = await createTenant();
    const defaults = encodeURIComponent('{"redirectUrl":"https://elsewhere.example/"}');
    expect((await upload(tenant, people(1), `?defaults=${defaults}`)).code).toBe("redirect_not_allowed");
  });

  it("a list has the uploads' limit of 20 an hour, and leaves that of invitations alone", async () => {
    const tenant = await createTenant();
    for (let count = 0; count < 20; count++) await upload(tenant, "", "?dryRun=true");
    expect((await upload(tenant, people(1), "?dryRun=true")).code).toBe("rate_limited");
    expect((await upload(tenant, { type: "user", email: address() }, "", {})).status).toBe(201);
    const [counted] = await rateLimits().find({ _id: /^c:/, "counts.all": 22 }).toArray();
    expect(counted?.counts).toEqual({ all: 22, invitations: 1 });
  });

  it("429 once 200,000 rows of the account wait", async () => {
    const tenant = await createTenant();
    for (const _ of [1, 2]) await upload(tenant, people(1));
    await batches().updateMany({ account: tenant.account._id }, { $set: { rows: 99_999 } });
    expect((await upload(tenant, people(2))).status).toBe(202);
    const answer = await upload(tenant, people(1));
    expect([answer.status, answer.code]).toEqual([429, "rate_limited"]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "retry-after": "60",
      ratelimit: expect.stringContaining("r=0"),
      "ratelimit-policy": expect.stringContaining("q=200000"),
    });
    expect((await upload(tenant, people(1), "?draft=true")).status).toBe(201);
  });
});

describe("the same request again", () => {
  it("answers the same batch, and another list under its key is 422", async () => {
    const tenant = await createTenant();
    const again = { ...CSV, "idempotency-key": "autumn" };
    const first = await upload(tenant, people(2), "", again);
    const second = await upload(tenant, people(2), "", again);
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get("location")).toBe(first.headers.get("location"));
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(await batches().countDocuments({ account: tenant.account._id })).toBe(1);
    const other = await upload(tenant, people(3), "", again);
    expect([other.status, other.code]).toEqual([422, "idempotency_key_reused"]);
  });

  it("is the same from a form, whose boundary is another each time", async () => {
    const tenant = await createTenant();
    const headers = { "idempotency-key": "form" };
    const first = await upload(tenant, form(people(2), { name: "A" }), "", headers);
    const second = await upload(tenant, form(people(2), { name: "A" }), "", headers);
    expect(second.body.batch.id).toBe(first.body.batch.id);
    expect((await upload(tenant, form(people(2), { name: "B" }), "", headers)).code).toBe("idempotency_key_reused");
  });

  it("of two at once takes the list once", async () => {
    const tenant = await createTenant();
    const again = { ...CSV, "idempotency-key": "twice" };
    const answers = await Promise.all([upload(tenant, people(2), "", again), upload(tenant, people(2), "", again)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, expect.toSatisfy((n) => n === 202 || n === 409)]);
    expect(await batches().countDocuments({ account: tenant.account._id })).toBe(1);
  });
});

describe("columns", () => {
  it("422 without an e-mail column, with what was found; a draft is kept all the same", async () => {
    const tenant = await createTenant();
    const csv = "Vorname,Ort\nAna,Lissabon\n";
    const answer = await upload(tenant, csv);
    expect([answer.status, answer.code]).toEqual([422, "column_missing"]);
    expect(answer.body).toMatchObject({ missing: ["email"], header: ["Vorname", "Ort"] });
    expect(await traces(tenant)).toEqual(NOTHING);
    expect((await upload(tenant, csv, "?draft=true")).status).toBe(201);
  });

  it("422 for businesses without a name's column, unless there are ids", async () => {
    const tenant = await createTenant();
    expect((await upload(tenant, "email\na@example.com\n", "?type=business")).code).toBe("column_missing");
    expect((await upload(tenant, `contactId\n${new ObjectId()}\n`, "?type=business")).status).toBe(202);
  });

  it("422 where the mapping names a header that is not there", async () => {
    const tenant = await createTenant();
    const mapping = encodeURIComponent('{"email":"Mailadresse"}');
    expect((await upload(tenant, people(1), `?mapping=${mapping}`)).code).toBe("column_missing");
  });

  it("as somebody mapped them count for the next list with these headers, in whatever order; a dry run keeps none", async () => {
    const tenant = await createTenant();
    const mapping = `&mapping=${encodeURIComponent('{"email":"X","firstName":"Y"}')}`;
    const csv = "X,Y\na@example.com,Ana\n";
    await upload(tenant, csv, `?dryRun=true${mapping}`);
    expect((await upload(tenant, csv)).code).toBe("column_missing");
    expect((await upload(tenant, csv, `?draft=true${mapping}`)).status).toBe(201);
    expect((await upload(tenant, csv)).code).toBe("column_missing");
    expect((await upload(tenant, csv, `?${mapping.slice(1)}`)).status).toBe(202);
    const next = await upload(tenant, "Y,X\nBo,b@example.com\n");
    expect(next.status).toBe(202);
    expect((await batches().findOne({ _id: new ObjectId(next.body.batch.id) }))?.columns).toEqual([
      "firstName",
      "email",
    ]);
  });
});

describe("what is no list leaves nothing", () => {
  const wide = Array.from({ length: 65 }, (_, n) => `c${n}`).join(",");
  it.each<[string, string, string, number, string]>([
    ["an empty file", "", "", 422, "file_empty"],
    ["a header alone", "email,name\n", "", 422, "file_empty"],
    ["100,001 rows", `email\n${"a@example.com\n".repeat(100_001)}`, "", 422, "file_too_long"],
    ["65 columns", `${wide}\n`, "", 422, "too_many_columns"],
    ["a row over 10 KB", `email,note\na@example.com,${"x".repeat(11_000)}\n`, "", 422, "row_too_long"],
    ["NUL bytes", "email\na\0b@example.com\n", "", 422, "file_not_text"],
    ["a stray quotation mark", 'email,name\na@example.com,"Ana\nb@example.com,Bo\n', "", 422, "quoting_broken"],
  ])("%s", async (_what, body, query, status, code) => {
    const tenant = await createTenant();
    const answer = await upload(tenant, body, query);
    expect([answer.status, answer.code]).toEqual([status, code]);
    expect(await traces(tenant)).toEqual(NOTHING);
  });

  it("413 over 25 MB", async () => {
    const tenant = await createTenant();
    const answer = await upload(tenant, `email\n${"x".repeat(25 * 1024 * 1024)}\n`);
    expect([answer.status, answer.code]).toEqual([413, "payload_too_large"]);
    expect(await traces(tenant)).toEqual(NOTHING);
  });

  it("415 for a compressed body and for a kind that is none", async () => {
    const tenant = await createTenant();
    const gzip = await upload(tenant, people(1), "", { ...CSV, "content-encoding": "gzip" });
    expect([gzip.status, gzip.code]).toEqual([415, "unsupported_media_type"]);
    const sheet = await upload(tenant, people(1), "", { "content-type": "application/vnd.ms-excel" });
    expect([sheet.status, sheet.code]).toEqual([415, "unsupported_media_type"]);
    expect(await traces(tenant)).toEqual(NOTHING);
  });

  it("an upload that is cut off", async () => {
    const tenant = await createTenant();
    const answer = await upload(tenant, people(5), "", { ...CSV, "content-length": "100000" });
    expect([answer.status, answer.code]).toEqual([400, "invalid_request"]);
    expect(await traces(tenant)).toEqual(NOTHING);
  });

  it("a file that turns out broken after some thousand rows", async () => {
    const tenant = await createTenant();
    const answer = await upload(tenant, `${people(3000)}x@example.com,"Ana\n`);
    expect([answer.status, answer.code]).toEqual([422, "quoting_broken"]);
    expect((answer.body as unknown as { line: number }).line).toBeGreaterThan(3000);
    expect(await traces(tenant)).toEqual(NOTHING);
  });
});

describe("what looks dangerous is only text", () => {
  it("a header __proto__ and cells that begin like formulas", async () => {
    const tenant = await createTenant();
    const answer = await upload(tenant, 'email,__proto__,first name\na@example.com,polluted,"=HYPERLINK(1)"\n');
    expect(answer.status).toBe(202);
    const doc = await batches().findOne({ _id: new ObjectId(answer.body.batch.id) });
    expect(doc).toMatchObject({ header: ["email", "__proto__", "first name"], columns: ["email", null, "firstName"] });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

it("a member of the account may neither upload nor try", async () => {
  const tenant = await createTenant();
  const member = await createMember(tenant, "member");
  const answer = await post("/v1/accounts/invite?dryRun=true", people(1), { as: member.cookie, headers: CSV });
  expect([answer.status, answer.code]).toEqual([403, "forbidden"]);
  expect(await contacts().countDocuments({ account: tenant.account._id })).toBe(0);
});
