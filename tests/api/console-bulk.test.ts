import { describe, expect, it } from "vitest";
import * as uploadRoute from "@/app/a/[accountId]/bulk/upload/route";
import { userActor } from "@/lib/auth/session";
import { changeDraft } from "@/lib/batches/draft";
import { readTexts } from "@/lib/batches/incoming";
import { type Field, MOST_BYTES } from "@/lib/batches/schema";
import { outcomesOf, readDraft, readRows, readWarnings } from "@/lib/console/bulk";
import { drawnWith } from "@/lib/console/bulk-cells";
import { allFound, ColumnsForm } from "@/lib/console/bulk-columns";
import { fixAlike } from "@/lib/console/bulk-fix";
import { mapColumns } from "@/lib/console/bulk-map";
import { applyReview, startReviewed } from "@/lib/console/bulk-review";
import { ReviewForm } from "@/lib/console/bulk-rows";
import { accounts, batches, queues } from "@/lib/db/client";
import { newId, parseId } from "@/lib/db/ids";
import { createMember, createSubAccount, createTenant, type Tenant } from "../support/factories";
import { type ProblemBody, request } from "../support/request";

/** A list before it runs, as far as pages do more than the API. */

const APP = "http://localhost:3000";
const plain = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
const ownerOf = ({ owner }: Tenant) => userActor(owner, null);

const HEADER = "Kontakt,Vorname,Nachname,Note";
const FILE = [
  HEADER,
  "ana@bakery.example,Ana,Lima,a",
  "bo@gmial.com,Bo,Costa,b",
  "cy@gmial.com,Cy,Dias,c",
  "not an address,Di,Reis,d",
  "ana@bakery.example,Ana,Again,e",
].join("\n");

interface Fields {
  type?: string;
  name?: string;
  file?: string | null;
}

function formOf({ type = "user", name = "", file = FILE }: Fields = {}): FormData {
  const form = new FormData();
  form.set("type", type);
  form.set("name", name);
  // As a browser sends a field of files that was left empty.
  form.set("file", file === null ? new File([], "") : new File([file], "people.csv", { type: "text/csv" }));
  return form;
}

function send(id: string, cookie: string | undefined, form: FormData, headers: Record<string, string> = {}) {
  return request<ProblemBody & { batch?: string; line?: number }>(uploadRoute.POST, "POST", `/a/${id}/bulk/upload`, {
    ...(cookie ? { cookie } : {}),
    body: form,
    params: { accountId: id },
    headers: { accept: "application/json", ...headers },
  });
}

async function draftOf(tenant: Tenant, fields: Fields = {}) {
  const { body } = await send(tenant.id, tenant.cookie, formOf(fields));
  const id = parseId(body.batch ?? "");
  if (!id) throw new Error(`No draft: ${JSON.stringify(body)}`);
  return id;
}

const MAPPED = new Map<number, Field>([
  [0, "email"],
  [1, "firstName"],
  [2, "lastName"],
]);

async function checkedOf(tenant: Tenant) {
  const id = await draftOf(tenant);
  await mapColumns(ownerOf(tenant), id, { columns: MAPPED, defaults: {} });
  return id;
}

async function countsOf(tenant: Tenant, id: Awaited<ReturnType<typeof draftOf>>) {
  const draft = await readDraft(ownerOf(tenant), tenant.account._id, id);
  return Object.fromEntries(outcomesOf(draft?.list ?? { checked: null }).map(({ outcome, rows }) => [outcome, rows]));
}

async function warningsOf(tenant: Tenant, id: Awaited<ReturnType<typeof draftOf>>) {
  const draft = await readDraft(ownerOf(tenant), tenant.account._id, id);
  return readWarnings(id, draft?.version ?? 0);
}

describe("the upload's form", () => {
  it("with a script is told the draft, called as its file; nobody is invited", async () => {
    const acme = await createTenant();
    const id = await draftOf(acme);
    expect(await batches().findOne({ _id: id })).toMatchObject({
      status: "draft",
      name: "people",
      type: "user",
      rows: 5,
    });
  });

  it("without a script leads on to the list's columns", async () => {
    const acme = await createTenant();
    const answer = await send(acme.id, acme.cookie, formOf({ type: "business", name: "November" }), plain);
    const batch = await batches().findOne({ account: acme.account._id });
    expect(batch).toMatchObject({ name: "November", type: "business" });
    expect([answer.status, answer.headers.get("location")]).toEqual([
      303,
      `${APP}/a/${acme.id}/bulk/${batch?._id.toHexString()}/columns`,
    ]);
  });

  it("refused, says with the line what is wrong, keeps what else was typed, and leaves nothing", async () => {
    const acme = await createTenant();
    const broken = `${HEADER}\nana@bakery.example,"Ana" x,Lima,a\nbo@bakery.example,Bo,Costa,b\n`;
    const scripted = await send(acme.id, acme.cookie, formOf({ file: broken }));
    expect([scripted.status, scripted.body.code, scripted.body.line]).toEqual([422, "quoting_broken", 2]);
    const answer = await send(acme.id, acme.cookie, formOf({ file: broken, name: "Näh & Co" }), plain);
    const led = new URL(answer.headers.get("location") ?? "");
    expect(led.pathname).toBe(`/a/${acme.id}/bulk`);
    expect(Object.fromEntries(led.searchParams)).toEqual({
      refused: "quoting_broken",
      line: "2",
      type: "user",
      name: "Näh & Co",
    });
    expect(await batches().countDocuments({ account: acme.account._id })).toBe(0);
  });

  it("without a file asks for one; with an empty one says so", async () => {
    const acme = await createTenant();
    const ask = async (file: string | null) => {
      const answer = await send(acme.id, acme.cookie, formOf({ file }), plain);
      return new URL(answer.headers.get("location") ?? "").searchParams.get("refused");
    };
    expect([await ask(null), await ask(""), await ask(`${HEADER}\n`)]).toEqual(["missing", "file_empty", "file_empty"]);
  });

  const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  const TOO_LARGE = "a".repeat(MOST_BYTES + 1);
  it.each([
    ["file_empty", new File([""], "people.csv", { type: "text/csv" }), 0],
    ["unsupported_media_type", new File(["PK"], "people.xlsx", { type: WORKBOOK }), 0],
    ["payload_too_large", new File([TOO_LARGE], "people.csv", { type: "text/csv" }), 0],
    ["payload_too_large", new File([TOO_LARGE], "people.csv", { type: "text/csv" }), 28 * 1024 * 1024],
  ])("refused as %s, keeps for whom the list was, and its name", async (code, file, said) => {
    const acme = await createTenant();
    const form = formOf({ name: "Näh & Co" });
    form.set("file", file);
    const length: Record<string, string> = said > 0 ? { "content-length": String(said) } : {};
    const answer = await send(acme.id, acme.cookie, form, { ...plain, ...length });
    const led = new URL(answer.headers.get("location") ?? "");
    expect(Object.fromEntries(led.searchParams)).toEqual({ refused: code, type: "user", name: "Näh & Co" });
  });

  it("refused before anybody reads it, keeps them as well", async () => {
    const request = new Request(APP, { method: "POST", body: formOf({ name: "Näh & Co" }) });
    expect(Object.fromEntries(await readTexts(request))).toEqual({ type: "user", name: "Näh & Co" });
  });

  it("signed out leads to signing in; from another site, of a stranger or of a member it takes nothing", async () => {
    const [acme, other] = [await createTenant(), await createTenant()];
    const back = encodeURIComponent(`/a/${acme.id}/bulk`);
    const out = await send(acme.id, undefined, formOf(), plain);
    expect(out.headers.get("location")).toBe(`${APP}/login?callbackUrl=${back}`);
    const site = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
    expect((await send(acme.id, acme.cookie, formOf(), site)).body.code).toBe("cross_site");
    const foreign = await send(acme.id, other.cookie, formOf());
    const missing = await send(newId().toHexString(), other.cookie, formOf());
    expect([foreign.status, { ...foreign.body, requestId: "" }]).toEqual([404, { ...missing.body, requestId: "" }]);
    const { cookie } = await createMember(acme, "member");
    expect((await send(acme.id, cookie, formOf())).body.code).toBe("forbidden");
    expect(await batches().countDocuments({ account: acme.account._id })).toBe(0);
  });
});

describe("the form of columns", () => {
  it("is read exactly as it says: what is left out stays out, and of two equal headers the one that was chosen counts", async () => {
    const acme = await createTenant();
    const id = await draftOf(acme, { file: "Email,Email,Name\nold@bakery.example,new@bakery.example,Ana\n" });
    const { columns, defaults } = ColumnsForm.parse({ "column.1": "email", message: "Welcome", days: "14" });
    await mapColumns(ownerOf(acme), id, { columns, defaults });
    const batch = await batches().findOne({ _id: id });
    expect(batch?.columns).toEqual([null, "email", null]);
    expect(batch?.defaults).toEqual({ message: "Welcome", expiresInDays: 14 });
    const { data } = await readRows(ownerOf(acme), id, { show: "all", limit: 25 });
    expect(data.map(({ email }) => email)).toEqual(["new@bakery.example"]);
  });

  it("keeps what no form asks for, and checks nothing again where nothing is different", async () => {
    const acme = await createTenant();
    const id = await draftOf(acme);
    const redirectUrl = "https://acme.example/welcome";
    await accounts().updateOne(
      { _id: acme.account._id },
      { $set: { "settings.redirectOrigins": ["https://acme.example"] } },
    );
    await changeDraft(ownerOf(acme), id, { defaults: { redirectUrl } });
    await mapColumns(ownerOf(acme), id, { columns: MAPPED, defaults: { role: "admin" } });
    const first = await batches().findOne({ _id: id });
    expect(first?.defaults).toEqual({ role: "admin", redirectUrl });
    await mapColumns(ownerOf(acme), id, { columns: MAPPED, defaults: { role: "admin" } });
    expect((await batches().findOne({ _id: id }))?.version).toBe(first?.version);
  });

  it("refuses one field for two columns, beside the second, and a list without addresses", async () => {
    const twice = ColumnsForm.safeParse({ "column.0": "email", "column.2": "email" });
    expect(twice.error?.issues.map(({ path }) => path)).toEqual([["column.2"]]);
    const acme = await createTenant();
    const id = await draftOf(acme);
    const none = mapColumns(ownerOf(acme), id, { columns: new Map([[1, "firstName"]]), defaults: {} });
    await expect(none).rejects.toMatchObject({ code: "column_missing" });
  });

  it("says that every column was found only where nothing is wrong", () => {
    expect(allFound("user", ["email", "", ""], {})).toBe(true);
    expect(allFound("user", ["", "firstName"], {})).toBe(false);
    expect(allFound("user", ["email", "", "email"], {})).toBe(false);
    expect(allFound("user", ["email", ""], { "column.1": "E-mail is chosen for two columns." })).toBe(false);
    expect(allFound("business", ["email", "businessName"], {})).toBe(true);
    expect(allFound("business", ["email", ""], {})).toBe(false);
  });

  it("saved as it is by who may grant more, takes on what the list of a weaker key says of roles", async () => {
    const acme = await createTenant();
    const id = await draftOf(acme, { file: "email,role\na@bakery.example,admin\n" });
    await batches().updateOne({ _id: id }, { $set: { mostRole: "member" } });
    const columns = new Map<number, Field>([
      [0, "email"],
      [1, "role"],
    ]);
    await mapColumns(ownerOf(acme), id, { columns, defaults: {} });
    expect(await batches().findOne({ _id: id })).toMatchObject({ mostRole: "owner", checked: { invite: 1 } });
  });
});

describe("the review", () => {
  it("tells how many rows come to what, and shows each kind by itself and in slices", async () => {
    const acme = await createTenant();
    const id = await checkedOf(acme);
    expect(await countsOf(acme, id)).toEqual({ invite: 3, invalid: 1, duplicate_in_file: 1 });
    const lines = async (show: Parameters<typeof readRows>[2]["show"]) =>
      (await readRows(ownerOf(acme), id, { show, limit: 25 })).data.map(({ line }) => line);
    expect([await lines("invalid"), await lines("duplicate_in_file")]).toEqual([[5], [6]]);
    // Where domains can be looked up, that of the second line is told to take no mail.
    expect(await lines("warnings")).toEqual(expect.arrayContaining([3, 4]));
    const first = await readRows(ownerOf(acme), id, { show: "all", limit: 2 });
    const cursor = first.nextCursor ?? "";
    expect((await readRows(ownerOf(acme), id, { show: "all", cursor, limit: 2 })).data.map(({ line }) => line)).toEqual(
      [4, 5],
    );
  });

  it("mends every row with the same typing error at once", async () => {
    const acme = await createTenant();
    const id = await checkedOf(acme);
    expect((await warningsOf(acme, id)).alike).toEqual([{ domain: "gmial.com", meant: "gmail.com", rows: 2 }]);
    expect(await fixAlike(ownerOf(acme), id, "gmial.com")).toEqual({ rows: 2, meant: "gmail.com" });
    expect((await warningsOf(acme, id)).alike).toEqual([]);
    const { data } = await readRows(ownerOf(acme), id, { show: "invite", limit: 25 });
    expect(data.map(({ email }) => email)).toEqual(["ana@bakery.example", "bo@gmail.com", "cy@gmail.com"]);
  });

  it("of all cells that a form sends changes those alone that were typed into, an emptied one among them", async () => {
    const acme = await createTenant();
    const id = await checkedOf(acme);
    const { data } = await readRows(ownerOf(acme), id, { show: "all", limit: 25 });
    const sent: Record<string, string> = { was: drawnWith("user", data) };
    for (const { line, email, values } of data) {
      sent[`${line}.email`] = email;
      sent[`${line}.firstName`] = values.firstName ?? "";
      sent[`${line}.lastName`] = values.lastName ?? "";
    }
    expect(ReviewForm.parse(sent).rows).toEqual([]);
    sent["5.email"] = "di@bakery.example";
    // formAction leaves out what is empty.
    delete sent["2.lastName"];
    const { rows } = ReviewForm.parse({ ...sent, suggested: "3", leaveOut: "4" });
    expect(rows).toEqual([
      { line: 2, values: { lastName: "" } },
      { line: 5, values: { email: "di@bakery.example" } },
      { line: 3, values: { email: "bo@gmail.com" } },
      { line: 4, leaveOut: true },
    ]);
    await changeDraft(ownerOf(acme), id, { rows });
    expect(await countsOf(acme, id)).toEqual({ invite: 3, duplicate_in_file: 1, left_out: 1 });
    const chunk = await queues().findOne({ batch: id });
    expect(chunk?.rows.map(({ values }) => values)).toEqual([
      { lastName: "" },
      { email: "bo@gmail.com" },
      undefined,
      { email: "di@bakery.example" },
      undefined,
    ]);
  });

  it("is started as its page says: with what is typed and ticked there and was not saved before", async () => {
    const acme = await createTenant();
    const id = await checkedOf(acme);
    const { data } = await readRows(ownerOf(acme), id, { show: "invalid", limit: 25 });
    const sent = { intent: "start", was: drawnWith("user", data), "5.firstName": "Di", "5.lastName": "Reis" };
    const typed = (email: string, ticks = {}) =>
      ReviewForm.parse({ ...sent, "5.email": email, ticks: "drawn", ...ticks });

    const wrong = startReviewed(ownerOf(acme), id, typed("still no address"));
    await expect(wrong).rejects.toMatchObject({ code: "invalid_request", extra: { line: 5 } });
    const kept = await readRows(ownerOf(acme), id, { show: "invalid", limit: 25 });
    expect(kept.data).toMatchObject([{ line: 5, email: "still no address" }]);
    expect(await batches().findOne({ _id: id })).toMatchObject({ status: "draft", sendEmail: false });

    await startReviewed(ownerOf(acme), id, typed("di@bakery.example", { resend: "on" }));
    expect(await batches().findOne({ _id: id })).toMatchObject({ status: "queued", sendEmail: false, resend: true });
    const chunk = await queues().findOne({ batch: id });
    expect(chunk?.rows[3]?.values).toEqual({ email: "di@bakery.example" });
  });

  it("rows that are saved by themselves leave the ticks as they are, and the same ticks check nothing again", async () => {
    const acme = await createTenant();
    const id = await checkedOf(acme);
    const versionOf = async () => (await batches().findOne({ _id: id }))?.version;
    const before = await versionOf();
    expect(ReviewForm.parse({ was: "{}" }).options).toBeNull();
    await applyReview(ownerOf(acme), id, ReviewForm.parse({ ticks: "drawn", sendEmail: "on" }));
    expect(await versionOf()).toBe(before);
    await applyReview(ownerOf(acme), id, ReviewForm.parse({ ticks: "drawn" }));
    expect(await batches().findOne({ _id: id })).toMatchObject({ sendEmail: false, checked: { invite: 3 } });
  });

  it("of another account is not there, and who may not invite such people can only look", async () => {
    const acme = await createTenant();
    const bakery = await createSubAccount(acme);
    const id = await draftOf(acme, { type: "business" });
    expect(await readDraft(ownerOf(acme), bakery.account._id, id)).toBeNull();
    expect(await readDraft(ownerOf(bakery), bakery.account._id, id)).toBeNull();
    expect(await readDraft(ownerOf(acme), acme.account._id, id)).toMatchObject({ mayChange: true });
    const { user } = await createMember(acme, "admin");
    expect(await readDraft(userActor(user, null), acme.account._id, id)).toMatchObject({ mayChange: false });
    await expect(fixAlike(userActor(user, null), id, "gmial.com")).rejects.toMatchObject({ code: "forbidden" });
  });
});
