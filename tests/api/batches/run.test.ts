import { describe, expect, it } from "vitest";
import { SYSTEM } from "@/lib/auth/actor";
import { advanceBatch } from "@/lib/batches/advance";
import { runRound } from "@/lib/batches/run-chunk";
import type { BatchDoc, RowResult } from "@/lib/db/batch-types";
import {
  accounts,
  batches,
  contacts,
  events,
  invitations,
  mails,
  queues,
  rateLimits,
  transact,
  users,
} from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import { expireInvitation } from "@/lib/invitations/end";
import { deliverDue } from "@/lib/mail/outbox";
import {
  address,
  createContact,
  createMember,
  createSubAccount,
  createTenant,
  createUser,
  type Tenant,
} from "../../support/factories";
import { accept, invitationDoc, invited, invitedBusiness, linkTo, tokenTo, userDoc } from "../../support/invites";
import { type PutRow, putList } from "../../support/lists";

const rowsOf = (emails: string[]): PutRow[] => emails.map((email) => ({ cells: [email, "Ana"] }));

/** A list that was started; its rows wait. */
function started(tenant: Tenant, parts: PutRow[][], fields: Partial<BatchDoc> = {}) {
  return putList(tenant, parts, { status: "queued", ...fields });
}

const BUSINESSES = {
  type: "business" as const,
  header: ["Email", "Business", "Contact"],
  columns: ["email", "businessName", "contactId"],
};

async function runAll(): Promise<void> {
  while ((await runRound("tests")).handled > 0);
}

async function outcomes(id: BatchDoc["_id"]): Promise<RowResult[]> {
  const chunks = await queues().find({ batch: id }).sort({ index: 1 }).toArray();
  return chunks.flatMap(({ results }) => results);
}

async function batchDoc(id: BatchDoc["_id"]): Promise<BatchDoc> {
  const doc = await batches().findOne({ _id: id });
  if (!doc) throw new Error("No such list");
  return doc;
}

const codesOf = (results: RowResult[]) => results.map(({ status, code }) => [status, code]);

describe("a list of colleagues", () => {
  it("invites each as one by itself is invited: user, invitation, mail and event, with a link that works", async () => {
    const tenant = await createTenant();
    const emails = [address("ana"), address("ben"), address("cleo")];
    const { batch } = await started(tenant, [rowsOf(emails.slice(0, 2)), rowsOf(emails.slice(2))]);
    await runAll();

    expect(codesOf(await outcomes(batch._id))).toEqual([
      ["invited", null],
      ["invited", null],
      ["invited", null],
    ]);
    const one = await invited(tenant, { firstName: "Ana" });
    const alone = await invitationDoc(one.invitation.id);
    const made = await invitations().find({ batch: batch._id }).sort({ emailKey: 1 }).toArray();
    expect(made).toHaveLength(3);
    for (const invitation of made) {
      expect(Object.keys(invitation).sort()).toEqual(Object.keys(alone).sort());
      expect(invitation).toMatchObject({ status: "pending", scope: tenant.account._id, sends: 1, via: "mail" });
      expect(invitation.delivery.status).toBe("queued");
    }
    const [mail] = await mails().find({ batch: batch._id }).toArray();
    const [first] = await mails().find({ invitation: alone._id }).toArray();
    expect(Object.keys(mail ?? {}).sort()).toEqual(Object.keys(first ?? {}).sort());
    expect(Object.keys(mail?.data ?? {}).sort()).toEqual(Object.keys(first?.data ?? {}).sort());
    expect(mail).toMatchObject({ kind: "invite-user", priority: 4, tenant: tenant.account._id, send: 1 });

    const user = await userDoc(emails[0] ?? "");
    const otherUser = await userDoc(alone.email);
    expect(Object.keys(user).sort()).toEqual(Object.keys(otherUser).sort());
    expect(user.memberships).toMatchObject([{ account: tenant.account._id, role: "member", status: "invited" }]);
    const told = await events().find({ type: "invitation.created", "subject.id": made[0]?._id }).toArray();
    expect(told).toMatchObject([{ actor: batch.createdBy, account: tenant.account._id }]);

    const accepted = await accept(await tokenTo(emails[0] ?? ""));
    expect(accepted.status).toBe(200);
  });

  it("comes to its end by itself, and tells whoever uploaded it with what it came to", async () => {
    const tenant = await createTenant();
    const email = address("ana");
    const { batch } = await started(tenant, [rowsOf([email, "no address"])], { name: "Spring list" });
    await runAll();
    expect(await batchDoc(batch._id)).toMatchObject({
      status: "mailing",
      tally: { 0: { invited: 1, skipped: 0, failed: 1 } },
      rowsFinishedAt: expect.any(Date),
      finishedAt: null,
    });
    expect(await advanceBatch(batch._id)).toBe("mailing");
    while ((await deliverDue("tests")) > 0);
    expect(await advanceBatch(batch._id)).toBe("completed");
    expect(await advanceBatch(batch._id)).toBe("completed");
    expect(await batchDoc(batch._id)).toMatchObject({ status: "completed", finishedAt: expect.any(Date) });
    const told = await mails().find({ kind: "batch-finished", batch: batch._id }).toArray();
    expect(told).toMatchObject([
      {
        priority: 2,
        to: { email: tenant.owner.email },
        data: { batchName: "Spring list", total: "2", invited: "1", skipped: "0", failed: "1" },
      },
    ]);
    expect(await linkTo(tenant.owner.email)).toContain(`/a/${tenant.id}/bulk/${batch._id.toHexString()}`);
    expect(await events().countDocuments({ type: "batch.completed", "subject.id": batch._id })).toBe(1);
  });

  it("without mail makes links instead and is done with its last row; nobody is reminded or limited", async () => {
    const tenant = await createTenant();
    const email = address("ana");
    const { batch } = await started(tenant, [rowsOf([email])], { sendEmail: false });
    await runAll();
    expect((await batchDoc(batch._id)).status).toBe("completed");
    const [invitation] = await invitations().find({ batch: batch._id }).toArray();
    expect(invitation).toMatchObject({ via: "link", delivery: { status: "none" } });
    expect(invitation?.remindAt).toBeUndefined();
    expect(await mails().countDocuments({ invitation: invitation?._id })).toBe(0);
  });

  it("skips who is a member, who is invited, what is left out or said twice, and fails what breaks a rule", async () => {
    const tenant = await createTenant();
    const member = await createMember(tenant, "member");
    const pending = await invited(tenant);
    const { batch } = await started(tenant, [
      [
        ...rowsOf([member.user.email, pending.invitation.email, "nobody", address("twice"), address("out")]),
        ...rowsOf([address("good")]),
      ],
    ]);
    await queues().updateOne({ batch: batch._id }, { $set: { "rows.3.duplicateOf": 2, "rows.4.leaveOut": true } });
    await runAll();
    expect(codesOf(await outcomes(batch._id))).toEqual([
      ["skipped", "already_member"],
      ["skipped", "already_invited"],
      ["failed", "invalid_email"],
      ["skipped", "duplicate_in_file"],
      ["skipped", "left_out"],
      ["invited", null],
    ]);
    expect((await outcomes(batch._id)).map(({ reason }) => reason === null)).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
    expect((await batchDoc(batch._id)).tally).toEqual({ 0: { invited: 1, skipped: 4, failed: 1 } });
  });

  it("adds somebody with a login in another account as they are, and writes in their time zone", async () => {
    const tenant = await createTenant();
    const user = await createUser({ timezone: "Asia/Tokyo" });
    const { batch } = await started(tenant, [rowsOf([user.email])]);
    await runAll();
    expect(codesOf(await outcomes(batch._id))).toEqual([["invited", null]]);
    const after = await userDoc(user.email);
    expect(after._id).toEqual(user._id);
    expect(after.firstName).toBe("Rui");
    expect(after.memberships).toMatchObject([{ account: tenant.account._id, status: "invited" }]);
    const [mail] = await mails().find({ batch: batch._id }).toArray();
    expect(mail?.data.timezone).toBe("Asia/Tokyo");
  });

  it("counts against what an address may be mailed: the row fails with over_limit", async () => {
    const tenant = await createTenant();
    const email = address("busy");
    for (let count = 0; count < 5; count += 1) await invited(await createTenant(), { email });
    const other = address("calm");
    const { batch } = await started(tenant, [rowsOf([email, other])]);
    await runAll();
    expect(codesOf(await outcomes(batch._id))).toEqual([
      ["failed", "over_limit"],
      ["invited", null],
    ]);
    expect(await invitations().countDocuments({ batch: batch._id })).toBe(1);
    const again = await started(await createTenant(), [rowsOf([other])]);
    await runAll();
    expect(codesOf(await outcomes(again.batch._id))).toEqual([["invited", null]]);
    const counted = await rateLimits()
      .find({ _id: { $regex: "^mail:" }, times: { $size: 2 } })
      .toArray();
    expect(counted.length).toBeGreaterThan(0);
  });

  it("with resend=true invites those again whose invitation ended; without it says what became of it", async () => {
    const tenant = await createTenant();
    const email = address("ana");
    const first = await invited(tenant, { email });
    const doc = await invitationDoc(first.invitation.id);
    await transact((session) => expireInvitation(session, doc, tenant.account));
    const plain = await started(tenant, [rowsOf([email])]);
    await runAll();
    const [skipped] = await outcomes(plain.batch._id);
    expect(skipped).toMatchObject({ status: "skipped", code: "already_invited" });
    expect(skipped?.reason).toMatch(/expired/);
    const again = await started(tenant, [rowsOf([email])], { resend: true });
    await runAll();
    expect(codesOf(await outcomes(again.batch._id))).toEqual([["invited", null]]);
    expect((await userDoc(email)).memberships).toHaveLength(1);
    expect((await accept(await tokenTo(email))).status).toBe(200);
  });

  it("with resend=true expires one that is overdue in the same transaction", async () => {
    const tenant = await createTenant();
    const email = address("ana");
    const first = await invited(tenant, { email });
    const past = new Date(Date.now() - 1000);
    await invitations().updateOne({ emailKey: email }, { $set: { expiresAt: past } });
    const { batch } = await started(tenant, [rowsOf([email])], { resend: true });
    await runAll();
    expect(codesOf(await outcomes(batch._id))).toEqual([["invited", null]]);
    expect((await invitationDoc(first.invitation.id)).status).toBe("expired");
    expect((await userDoc(email)).memberships).toHaveLength(1);
  });
});

describe("a list of businesses", () => {
  it("opens a sub-account in wait of its owner for each, with a contact of its own", async () => {
    const tenant = await createTenant();
    const owner = address("owner");
    const { batch } = await started(
      tenant,
      [
        [
          { cells: [owner, "Lima Bakery"] },
          { cells: [owner, "Lima Café"] },
          { cells: [address("other"), "Porto Shoes"] },
        ],
      ],
      BUSINESSES,
    );
    await runAll();
    expect(codesOf(await outcomes(batch._id))).toEqual([
      ["invited", null],
      ["invited", null],
      ["invited", null],
    ]);
    const one = await invitedBusiness(tenant);
    const alone = await invitationDoc(one.invitation.id);
    const made = await invitations().find({ batch: batch._id }).sort({ accountName: 1 }).toArray();
    for (const invitation of made) {
      expect(Object.keys(invitation).sort()).toEqual(Object.keys(alone).sort());
      const account = await accounts().findOne({ _id: invitation.account });
      const beside = await accounts().findOne({ _id: alone.account });
      expect(Object.keys(account ?? {}).sort()).toEqual(Object.keys(beside ?? {}).sort());
      expect(account).toMatchObject({
        status: "invited",
        parent: tenant.account._id,
        owner: invitation.user,
        contact: invitation.contact,
        invite: { invitation: invitation._id },
      });
      const contact = await contacts().findOne({ _id: invitation.contact ?? newId() });
      const besideIt = await contacts().findOne({ _id: alone.contact ?? newId() });
      expect(Object.keys(contact ?? {}).sort()).toEqual(Object.keys(besideIt ?? {}).sort());
      expect(contact).toMatchObject({ subAccount: invitation.account, name: invitation.accountName });
    }
    const person = await userDoc(owner);
    expect(person.memberships).toHaveLength(2);
    expect(await users().countDocuments({ emailKey: owner })).toBe(1);
    expect((await accept(await tokenTo(owner))).status).toBe(200);
    const types = await events().distinct("type", { account: tenant.account._id });
    expect(types).toEqual(expect.arrayContaining(["contact.created", "invitation.created"]));
  });

  it("uses the contact that is there, by its id or by address and name, and refuses a business that is taken", async () => {
    const tenant = await createTenant();
    const known = await createContact(tenant, { name: "Lima Bakery" });
    const byId = await createContact(tenant, { name: "Porto Shoes" });
    const taken = await createContact(tenant, { name: "Faro Fish" });
    await invitedBusiness(tenant, { contactId: taken.id, business: undefined, email: undefined });
    const { batch } = await started(
      tenant,
      [
        [
          { cells: [known.email ?? "", "lima  bakery", ""] },
          { cells: ["", "", byId.id] },
          { cells: ["", "", taken.id] },
        ],
      ],
      BUSINESSES,
    );
    await runAll();
    const results = await outcomes(batch._id);
    expect(results.map(({ status }) => status)).toEqual(["invited", "invited", "skipped"]);
    expect(results[1]?.email).toBe(byId.email);
    const after = await contacts().findOne({ _id: known._id });
    expect(after?.version).toBe(2);
    expect(after?.subAccount).toBeTruthy();
    expect(await contacts().countDocuments({ account: tenant.account._id })).toBe(3);
  });

  it("with resend=true revives the same sub-account", async () => {
    const tenant = await createTenant();
    const first = await invitedBusiness(tenant);
    const doc = await invitationDoc(first.invitation.id);
    await transact((session) => expireInvitation(session, doc, tenant.account));
    expect((await accounts().findOne({ _id: doc.account }))?.status).toBe("lapsed");
    const { batch } = await started(tenant, [[{ cells: [doc.email, "Lima Bakery"] }]], { ...BUSINESSES, resend: true });
    await runAll();
    expect(codesOf(await outcomes(batch._id))).toEqual([["invited", null]]);
    const [again] = await invitations().find({ batch: batch._id }).toArray();
    expect(again?.account).toEqual(doc.account);
    expect(await accounts().findOne({ _id: doc.account })).toMatchObject({
      status: "invited",
      invite: { invitation: again?._id },
    });
    expect((await accept(await tokenTo(doc.email))).status).toBe(200);
  });
});

describe("whose turn it is", () => {
  it("a small list of another tenant is done before the third chunk of a big one", async () => {
    const [big, small] = [await createTenant(), await createTenant()];
    const many = Array.from({ length: 8 }, () => rowsOf([address("many")]));
    const first = await started(big, many);
    const second = await started(small, [rowsOf([address("few")])]);
    await runRound("tests", { max: 3 });
    expect(await queues().countDocuments({ batch: second.batch._id, status: "done" })).toBe(1);
    expect(await queues().countDocuments({ batch: first.batch._id, status: "done" })).toBe(2);
    await runAll();
  });

  it.each([
    ["of the same account", false],
    ["of an account below", true],
  ])("a small list %s is done before the third chunk of a big one", async (_name, isBelow) => {
    const tenant = await createTenant();
    const first = await started(
      tenant,
      Array.from({ length: 8 }, () => rowsOf([address("many")])),
    );
    await runRound("tests", { max: 1 });
    const second = await started(isBelow ? await createSubAccount(tenant) : tenant, [rowsOf([address("few")])]);
    await runRound("tests", { max: 2 });
    expect((await batchDoc(second.batch._id)).status).toBe("mailing");
    expect(await queues().countDocuments({ batch: first.batch._id, status: "done" })).toBe(2);
    await runAll();
  });

  it("an account below with many lists leaves the one above its half", async () => {
    const tenant = await createTenant();
    const below = await createSubAccount(tenant);
    const lists = [];
    for (let count = 0; count < 4; count += 1) lists.push(await started(below, [rowsOf([address()])]));
    const own = await started(
      tenant,
      Array.from({ length: 4 }, () => rowsOf([address()])),
    );
    await runRound("tests", { max: 4 });
    expect(await queues().countDocuments({ batch: own.batch._id, status: "done" })).toBe(2);
    // Lists that wait alike come in the order in which they were made.
    const ended = await Promise.all(lists.map(async ({ batch }) => (await batchDoc(batch._id)).status));
    expect(ended).toEqual(["mailing", "mailing", "queued", "queued"]);
    await runAll();
  });

  it("a list of an account that is suspended meanwhile pauses itself and says why", async () => {
    const tenant = await createTenant({ name: "Acme" });
    const { batch } = await started(tenant, [rowsOf([address()])]);
    await accounts().updateOne({ _id: tenant.account._id }, { $set: { status: "suspended" } });
    await runAll();
    expect(await batchDoc(batch._id)).toMatchObject({
      status: "paused",
      pausedFrom: "running",
      pausedBecause: { code: "account_not_active", message: "Acme cannot take invitations now: it is suspended." },
    });
    expect(await invitations().countDocuments({ batch: batch._id })).toBe(0);
    const [event] = await events().find({ type: "batch.paused", "subject.id": batch._id }).toArray();
    expect(event).toMatchObject({ actor: { type: SYSTEM.type }, detail: { because: expect.stringContaining("Acme") } });
  });
});
