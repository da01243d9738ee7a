import { ObjectId } from "mongodb";
import { describe, expect, it } from "vitest";
import type { BatchDetail, BatchView, RowView } from "@/lib/batches/schema";
import { batches, events, mails, queues } from "@/lib/db/client";
import { deliverDue } from "@/lib/mail/outbox";
import { renderMail } from "@/lib/mail/render";
import { get, patch, post } from "../../support/api";
import { createContact, createKey, createSubAccount, createTenant, type Tenant } from "../../support/factories";
import { invited } from "../../support/invites";

async function draftOf(tenant: Pick<Tenant, "key">, csv: string, query = ""): Promise<BatchView> {
  const answer = await post<{ status: string; batch: BatchView }>(`/v1/accounts/invite?draft=true${query}`, csv, {
    as: tenant.key,
    headers: { "content-type": "text/csv" },
  });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body.batch;
}

const change = (tenant: Pick<Tenant, "key">, id: string, body: unknown) =>
  patch<BatchDetail & { detail: string; errors: { path: string }[] }>(`/v1/batches/${id}`, body, { as: tenant.key });
const start = (tenant: Pick<Tenant, "key">, id: string) =>
  post<BatchView & { detail: string }>(`/v1/batches/${id}/start`, {}, { as: tenant.key });

async function rowsOf(tenant: Pick<Tenant, "key">, id: string): Promise<RowView[]> {
  return (await get<{ data: RowView[] }>(`/v1/batches/${id}/rows?limit=100`, { as: tenant.key })).body.data;
}

const outcomes = (rows: RowView[]) => rows.map(({ line, status }) => [line, status]);

describe("a draft", () => {
  it("is answered 201 with where it is, and is checked already", async () => {
    const tenant = await createTenant();
    const csv = "email\na@example.com\nnobody\nA@example.com\n";
    const answer = await post<{ status: string; batch: BatchView }>("/v1/accounts/invite?draft=true", csv, {
      as: tenant.key,
      headers: { "content-type": "text/csv" },
    });
    const { batch } = answer.body;
    expect([answer.status, answer.body.status, batch.status]).toEqual([201, "draft", "draft"]);
    expect(answer.headers.get("location")).toBe(`/v1/batches/${batch.id}`);
    expect(batch.checked).toMatchObject({ invite: 1, invalid: 1, duplicate_in_file: 1, already_member: 0 });
    expect(batch.startedAt).toBeNull();
    expect(outcomes(await rowsOf(tenant, batch.id))).toEqual([
      [2, "invite"],
      [3, "invalid"],
      [4, "duplicate_in_file"],
    ]);
    const told = await events()
      .find({ account: tenant.account._id, type: /^batch/ })
      .toArray();
    expect(told.map(({ type }) => type)).toEqual(["batch.created"]);
  });

  it("whose columns were not recognised can be told what they are", async () => {
    const tenant = await createTenant();
    const { id } = await draftOf(tenant, "X,Y\na@example.com,Ana\n");
    const unknown = await start(tenant, id);
    expect([unknown.status, unknown.code]).toEqual([422, "column_missing"]);
    const answer = await change(tenant, id, { mapping: { email: "X", firstName: "Y" } });
    expect(answer.status).toBe(200);
    expect(answer.body.columns.map(({ header, field }) => [header, field])).toEqual([
      ["X", "email"],
      ["Y", "firstName"],
    ]);
    expect(answer.body.checked).toMatchObject({ invite: 1, invalid: 0 });
    const without = await change(tenant, id, { mapping: { firstName: null } });
    expect(without.body.columns.map(({ field }) => field)).toEqual(["email", null]);
    expect((await change(tenant, id, { mapping: { email: "Z" } })).code).toBe("column_missing");
    expect((await change(tenant, id, { mapping: { shoe: "X" } })).status).toBe(400);
  });

  it("judges a row with more cells than columns by what is typed for it, once anything is", async () => {
    const tenant = await createTenant();
    const { id } = await draftOf(tenant, "email,first name,last name\na@example.com,Lima, Ana,x\nb@example.com,Bo\n");
    expect((await rowsOf(tenant, id))[0]).toMatchObject({ status: "invalid", code: "invalid_columns" });
    const mended = await change(tenant, id, { rows: [{ line: 2, values: { firstName: "Ana", lastName: "Lima" } }] });
    expect(mended.body.checked).toMatchObject({ invite: 2, invalid: 0 });
    const [row] = await rowsOf(tenant, id);
    expect(row).toMatchObject({
      status: "invite",
      values: { email: "a@example.com", firstName: "Ana", lastName: "Lima" },
    });
    // The cells as they stand count for the rest.
    const wrong = await change(tenant, id, { rows: [{ line: 2, values: { email: "nobody" } }] });
    expect(wrong.body.checked).toMatchObject({ invalid: 1 });
    expect((await rowsOf(tenant, id))[0]).toMatchObject({ code: "invalid_email" });
    const back = await change(tenant, id, {
      rows: [{ line: 2, values: { email: null, firstName: null, lastName: null } }],
    });
    expect(back.body.checked).toMatchObject({ invalid: 1 });
    expect((await rowsOf(tenant, id))[0]).toMatchObject({ code: "invalid_columns" });
  });

  it("judges only what an edit touches, and who said the same", async () => {
    const tenant = await createTenant();
    const { invitation } = await invited(tenant);
    const many = Array.from({ length: 900 }, (_, n) => `p${n}@example.com\n`).join("");
    const { id } = await draftOf(tenant, `email\n${many}p0@example.com\nnobody\n`);
    // The first of two alike goes, so the other one counts; a mended address may be somebody else's.
    const first = await change(tenant, id, {
      rows: [
        { line: 2, leaveOut: true },
        { line: 903, values: { email: "p7@example.com" } },
        { line: 500, values: { email: invitation.email } },
      ],
    });
    expect(first.status).toBe(200);
    expect(first.body.checked).toMatchObject({
      invite: 899,
      left_out: 1,
      duplicate_in_file: 1,
      already_invited: 1,
      invalid: 0,
    });
    const chunks = await queues()
      .find({ batch: new ObjectId(id) })
      .sort({ index: 1 })
      .toArray();
    const checkAt = (line: number) => chunks.flatMap(({ checks }) => checks).find((one) => one.line === line);
    expect(checkAt(2)?.outcome).toBe("left_out");
    expect(checkAt(902)?.outcome).toBe("invite");
    expect(checkAt(903)).toMatchObject({ outcome: "duplicate_in_file", email: "p7@example.com" });
    expect(checkAt(903)?.reason).toContain("Line 9 ");
    expect(checkAt(500)?.outcome).toBe("already_invited");
    expect(chunks.map(({ tally }) => Object.values(tally).reduce((a, b) => a + b, 0))).toEqual([400, 400, 102]);

    const back = await change(tenant, id, {
      rows: [
        { line: 2, leaveOut: false },
        { line: 903, values: { email: null } },
      ],
    });
    expect(back.body.checked).toMatchObject({ invite: 899, left_out: 0, duplicate_in_file: 1, invalid: 1 });
  });

  it("keeps corrections when its columns are read otherwise, in one change too", async () => {
    const tenant = await createTenant();
    const { id } = await draftOf(tenant, "email,name\nnobody,Ana\nb@example.com,Bo\n");
    const answer = await change(tenant, id, {
      rows: [{ line: 2, values: { email: "a@example.com" } }],
      defaults: { locale: "de" },
    });
    expect(answer.body.checked).toMatchObject({ invite: 2, invalid: 0 });
    await change(tenant, id, { sendEmail: false, name: "Autumn" });
    expect((await rowsOf(tenant, id))[0]?.values.email).toBe("a@example.com");
    expect((await get<BatchDetail>(`/v1/batches/${id}`, { as: tenant.key })).body).toMatchObject({
      name: "Autumn",
      sendEmail: false,
    });
  });

  it("400 with the path for a line that it does not have, twice the same and fields that are none", async () => {
    const tenant = await createTenant();
    const { id } = await draftOf(tenant, "email\na@example.com\n");
    const paths = async (rows: unknown) => {
      const answer = await change(tenant, id, { rows });
      return [answer.status, answer.body.errors.map(({ path }) => path)];
    };
    expect(await paths([{ line: 2 }, { line: 3, leaveOut: true }])).toEqual([400, ["rows.1.line"]]);
    expect(await paths([{ line: 2 }, { line: 2 }])).toEqual([400, ["rows.1.line"]]);
    expect(await paths([{ line: 2, values: { shoe: "42" } }])).toEqual([400, ["rows.0.values.shoe"]]);
    expect((await change(tenant, id, {})).status).toBe(400);
    expect((await change(tenant, id, { colour: "red" })).status).toBe(400);
  });

  it("of two changes at once loses neither", async () => {
    const tenant = await createTenant();
    const csv = `email\n${Array.from({ length: 20 }, (_, n) => `p${n}@example.com\n`).join("")}`;
    const { id } = await draftOf(tenant, csv);
    const edits = Array.from({ length: 6 }, (_, n) =>
      n === 3
        ? change(tenant, id, { resend: true, rows: [{ line: 2 + n, leaveOut: true }] })
        : change(tenant, id, { rows: [{ line: 2 + n, leaveOut: true }] }),
    );
    expect((await Promise.all(edits)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    const doc = await batches().findOne({ _id: new ObjectId(id) });
    expect(doc?.checked).toMatchObject({ invite: 14, left_out: 6 });
    expect((await rowsOf(tenant, id)).filter(({ status }) => status === "left_out")).toHaveLength(6);
  });

  it("that was left in the middle of a check is checked again before anything else", async () => {
    const tenant = await createTenant();
    const { id } = await draftOf(tenant, "email\na@example.com\nb@example.com\n");
    const _id = new ObjectId(id);
    await batches().updateOne({ _id }, { $unset: { checked: "" }, $inc: { version: 1 } });
    await queues().updateMany({ batch: _id }, { $set: { checks: [], tally: {} } });
    const answer = await change(tenant, id, { rows: [{ line: 3, leaveOut: true }] });
    expect(answer.body.checked).toMatchObject({ invite: 1, left_out: 1 });
  });

  it("needs what starting it needs, and is a stranger's no more than nothing", async () => {
    const [tenant, stranger] = await Promise.all([createTenant(), createTenant()]);
    const businesses = await draftOf(tenant, "email,company\na@example.com,Blue\n", "&type=business");
    const reader = { key: await createKey(tenant, ["invitations:read", "invitations:create"]) };
    expect((await change(reader, businesses.id, { name: "x" })).code).toBe("forbidden");
    expect((await start(reader, businesses.id)).code).toBe("forbidden");
    expect((await change(stranger, businesses.id, { name: "x" })).code).toBe("not_found");
    expect((await start(stranger, businesses.id)).code).toBe("not_found");
  });
});

describe("starting", () => {
  it("queues the batch and its chunks at once; again it is no error, and nothing can be changed any more", async () => {
    const tenant = await createTenant();
    const { id } = await draftOf(tenant, "email\na@example.com\nA@example.com\n");
    const answers = await Promise.all([start(tenant, id), start(tenant, id)]);
    expect(answers.map(({ status, body }) => [status, body.status])).toEqual([
      [200, "queued"],
      [200, "queued"],
    ]);
    const batch = new ObjectId(id);
    const [chunk] = await queues().find({ batch }).toArray();
    expect(chunk).toMatchObject({ status: "queued", checks: [], tally: {}, rows: [{ line: 2 }, { duplicateOf: 2 }] });
    expect(chunk).not.toHaveProperty("keys");
    expect(await events().countDocuments({ type: "batch.started", "subject.id": batch })).toBe(1);
    const late = await change(tenant, id, { name: "x" });
    expect([late.status, late.code]).toEqual([409, "batch_started"]);
    await batches().updateOne({ _id: batch }, { $set: { status: "completed" } });
    expect((await change(tenant, id, { name: "x" })).code).toBe("batch_finished");
    expect((await start(tenant, id)).status).toBe(200);
    await batches().updateOne({ _id: batch }, { $set: { status: "cancelled" } });
    expect((await start(tenant, id)).code).toBe("batch_finished");
  });

  it("of a change and a start at once, the change is in the run or refused", async () => {
    const tenant = await createTenant();
    const { id } = await draftOf(tenant, "email\na@example.com\nb@example.com\n");
    const [changed, started] = await Promise.all([
      change(tenant, id, { rows: [{ line: 3, leaveOut: true }] }),
      start(tenant, id),
    ]);
    expect(started.status).toBe(200);
    const [chunk] = await queues()
      .find({ batch: new ObjectId(id) })
      .toArray();
    expect(chunk?.status).toBe("queued");
    expect(chunk?.rows[1]?.leaveOut).toBe(changed.status === 200 ? true : undefined);
  });

  it("429 where the account has no room for its rows, and it stays a draft", async () => {
    const tenant = await createTenant();
    const full = await draftOf(tenant, "email\na@example.com\n");
    await batches().updateOne({ _id: new ObjectId(full.id) }, { $set: { status: "running", rows: 100_000 } });
    const more = await draftOf(tenant, "email\na@example.com\n");
    await batches().updateOne({ _id: new ObjectId(more.id) }, { $set: { status: "paused", rows: 100_000 } });
    const { id } = await draftOf(tenant, "email\nb@example.com\n");
    const answer = await start(tenant, id);
    expect([answer.status, answer.code]).toEqual([429, "rate_limited"]);
    expect(await batches().findOne({ _id: new ObjectId(id) })).toMatchObject({ status: "draft" });
    expect(await queues().countDocuments({ batch: new ObjectId(id), status: "draft" })).toBe(1);
  });

  it("409 while the account is suspended from above", async () => {
    const above = await createTenant();
    const below = await createSubAccount(above);
    const { id } = await draftOf(below, "email\na@example.com\n");
    await post(`/v1/accounts/${below.id}/suspend`, {}, { as: above.key });
    expect((await start(above, id)).code).toBe("account_not_active");
    expect((await change(above, id, { name: "x" })).code).toBe("account_not_active");
  });

  it("remembers how its columns were read", async () => {
    const tenant = await createTenant();
    const { id } = await draftOf(tenant, "X\na@example.com\n");
    await change(tenant, id, { mapping: { email: "X" } });
    expect((await draftOf(tenant, "X\na@example.com\n")).checked).toMatchObject({ invite: 0 });
    await start(tenant, id);
    expect((await draftOf(tenant, "X\nb@example.com\n")).checked).toMatchObject({ invite: 1 });
  });
});

describe("the letter of the first row", () => {
  it("goes to whoever asks and to nobody else, as the invitee would get it, with links that open nothing", async () => {
    const tenant = await createTenant({ name: "Acme" });
    const contact = await createContact(tenant, { name: "Blue Bakery" });
    const { id } = await draftOf(tenant, `contactId,locale\nnonsense,\n${contact.id},de\n`, "&type=business");
    const answer = await post<{ status: string; to: string }>(`/v1/batches/${id}/test`, {}, { as: tenant.cookie });
    expect([answer.status, answer.body.to]).toEqual([202, tenant.owner.email]);
    const mail = await mails().findOne({ "to.email": tenant.owner.email });
    if (!mail) throw new Error("It was queued");
    expect(mail).toMatchObject({ kind: "invite-business", locale: "de", sample: true, claims: null, invitation: null });
    expect((await renderMail(mail)).text).toContain("Blue Bakery");
    expect(await mails().countDocuments({ "to.email": contact.email })).toBe(0);
    await deliverDue("tests");
    expect(await mails().findOne({ _id: mail._id })).toMatchObject({ status: "sent" });
  });

  it("is there for drafts with somebody to invite alone, ten times in ten minutes", async () => {
    const tenant = await createTenant();
    const test = (id: string) => post(`/v1/batches/${id}/test`, {}, { as: tenant.key });
    const nobody = await draftOf(tenant, "email\nnobody\n");
    expect((await test(nobody.id)).code).toBe("file_empty");
    const { id } = await draftOf(tenant, "email\na@example.com\n");
    for (let n = 0; n < 10; n++) expect((await test(id)).status).toBe(202);
    expect((await test(id)).code).toBe("rate_limited");
    await start(tenant, id);
    expect((await test(id)).code).toBe("batch_started");
  });
});
