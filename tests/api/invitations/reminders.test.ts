import { ObjectId } from "mongodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { userActor } from "@/lib/auth/session";
import { now, setClock } from "@/lib/clock";
import { accounts, events, invitations, mails, meta, suppressions } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import type { DeliveryStatus, InvitationDoc, MailDoc } from "@/lib/db/types";
import { sweepAll } from "@/lib/engine/sweep";
import { remindDue } from "@/lib/invitations/remind";
import { remindAtOf } from "@/lib/invitations/remind-at";
import { remindExpiring, remindInvitation } from "@/lib/invitations/remind-by-hand";
import type { Invited } from "@/lib/invitations/schema";
import { deliverDue } from "@/lib/mail/outbox";
import { renderMail } from "@/lib/mail/render";
import { del, patch, post } from "../../support/api";
import { createMember, createSubAccount, createTenant, type Tenant } from "../../support/factories";
import { accept, invitationDoc, invited, invitedBusiness, linkTo, mailsTo, tokenIn } from "../../support/invites";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MINUTE = 60_000;

/** Five days and a little after now: a reminder of an invitation for seven days is due. */
const DUE = 5 * DAY + MINUTE;

function remindersOf(invitation: { id: string }): Promise<MailDoc[]> {
  return mails()
    .find({ kind: "invite-reminder", invitation: new ObjectId(invitation.id) })
    .sort({ _id: 1 })
    .toArray();
}

/** An invitation whose mail was taken. */
async function reached(tenant: Tenant, fields: Record<string, unknown> = {}): Promise<Invited["invitation"]> {
  const { invitation } = await invited(tenant, fields);
  await mailsTo(invitation.email);
  return invitation;
}

async function set(invitation: { id: string }, fields: Partial<InvitationDoc> | Record<string, unknown>) {
  await invitations().updateOne({ _id: new ObjectId(invitation.id) }, { $set: fields });
}

async function setReminder(tenant: Tenant, reminderDays: number | null) {
  const answer = await patch(`/v1/accounts/${tenant.id}`, { settings: { reminderDays } }, { as: tenant.key });
  expect(answer.status).toBe(200);
}

// What another test left open is not to be reminded of here.
beforeEach(async () => {
  await invitations().updateMany({ remindAt: { $exists: true } }, { $unset: { remindAt: "" } });
  await meta().deleteMany({ _id: /^reminders:/ });
});
afterEach(() => setClock(0));

describe("when a reminder is due", () => {
  const issued = new Date("2026-11-01T10:00:00Z");
  const later = (days: number) => new Date(issued.getTime() + days * DAY);

  it("so many days before the end as the account says, where a day lies between it and the mail", () => {
    expect(remindAtOf(later(7), 7, 2)).toEqual(later(5));
    expect(remindAtOf(later(3), 3, 2)).toEqual(later(1));
    expect(remindAtOf(later(2), 2, 2)).toBeUndefined();
    expect(remindAtOf(later(1), 1, 1)).toBeUndefined();
    expect(remindAtOf(later(7), 7, 30)).toBeUndefined();
    expect(remindAtOf(later(90), 90, null)).toBeUndefined();
  });

  it("is kept with an invitation that is mailed, and not with one whose link is handed out", async () => {
    const acme = await createTenant();
    const mailed = await invitationDoc((await invited(acme)).invitation.id);
    expect(mailed.remindAt).toEqual(new Date(mailed.expiresAt.getTime() - 2 * DAY));
    const handed = await invitationDoc((await invited(acme, { sendEmail: false })).invitation.id);
    expect(handed.remindAt).toBeUndefined();
    const never = await createTenant({ settings: { redirectOrigins: [], reminderDays: null, notices: true } });
    expect((await invitationDoc((await invited(never)).invitation.id)).remindAt).toBeUndefined();
  });

  it("a business's invitation goes by the settings of the account that invites", async () => {
    const acme = await createTenant({ settings: { redirectOrigins: [], reminderDays: 4, notices: true } });
    const doc = await invitationDoc((await invitedBusiness(acme)).invitation.id);
    expect(doc.remindAt).toEqual(new Date(doc.expiresAt.getTime() - 4 * DAY));
  });
});

describe("the reminder", () => {
  it("is mailed once where the end was moved in the database itself", async () => {
    const acme = await createTenant();
    const one = await reached(acme);
    await set(one, { expiresAt: new Date(Date.now() + 47 * 60 * MINUTE) });
    expect(await remindDue()).toEqual({ reminded: 1 });
    expect(await remindDue()).toEqual({ reminded: 0 });
    expect(await remindersOf(one)).toHaveLength(1);
    // No other test is to find it overdue.
    await set(one, { expiresAt: new Date(Date.now() + 60 * DAY) });
  });

  it("is mailed once with the same link, though twenty sweep at once and again later", async () => {
    const acme = await createTenant();
    const one = await reached(acme);
    const link = await linkTo(one.email);
    setClock(DUE - 2 * MINUTE);
    expect(await remindDue()).toEqual({ reminded: 0 });
    setClock(DUE);
    const rounds = await Promise.all(Array.from({ length: 20 }, () => remindDue()));
    expect(rounds.reduce((sum, { reminded }) => sum + reminded, 0)).toBe(1);
    setClock(DUE + DAY);
    expect(await remindDue()).toEqual({ reminded: 0 });

    const [mail, ...more] = await remindersOf(one);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ send: null, priority: 2, to: { email: one.email }, tenant: acme.account._id });
    expect(mail && (await renderMail(mail)).link).toBe(link);
    const doc = await invitationDoc(one.id);
    expect(doc).toMatchObject({ status: "pending", sends: 1, delivery: { status: "sent" } });
    expect(doc.remindAt).toBeUndefined();
    expect(doc.timeline.map(({ event }) => event)).toEqual(["invited", "sent", "reminded"]);
    expect(await events().countDocuments({ type: "invitation.reminded", "subject.id": doc._id })).toBe(1);
    // The delivery of the invitation is not begun anew by it.
    await deliverDue("tests");
    expect((await remindersOf(one))[0]?.status).toBe("sent");
    expect((await invitationDoc(one.id)).delivery.at).toEqual(doc.delivery.at);
    expect((await accept(tokenIn(link))).status).toBe(200);
  });

  it("a re-send brings a reminder of its own for the new link; the old one never comes", async () => {
    const acme = await createTenant();
    const one = await reached(acme);
    setClock(4 * DAY);
    expect((await post(`/v1/accounts/${acme.id}/invite`, { invitationId: one.id }, { as: acme.key })).status).toBe(200);
    await mailsTo(one.email);
    const link = await linkTo(one.email);
    setClock(DUE);
    expect(await remindDue()).toEqual({ reminded: 0 });
    setClock(4 * DAY + DUE);
    expect(await remindDue()).toEqual({ reminded: 1 });
    const [mail] = await remindersOf(one);
    expect(mail?.claims?.send).toBe(2);
    expect(mail && (await renderMail(mail)).link).toBe(link);
  });

  it("one that was reminded and then sent again is reminded of the new link, too", async () => {
    const acme = await createTenant();
    const one = await reached(acme);
    setClock(DUE);
    expect(await remindDue()).toEqual({ reminded: 1 });
    await post(`/v1/accounts/${acme.id}/invite`, { invitationId: one.id }, { as: acme.key });
    await mailsTo(one.email);
    setClock(2 * DUE);
    expect(await remindDue()).toEqual({ reminded: 1 });
    expect((await remindersOf(one)).map(({ claims }) => claims?.send)).toEqual([1, 2]);
  });

  it("what was cancelled, declined or accepted before is not reminded of", async () => {
    const acme = await createTenant();
    const cancelled = await reached(acme);
    const accepted = await reached(acme);
    const declined = await reached(acme);
    await del(`/v1/accounts/${acme.id}/cancel-invite?invitationId=${cancelled.id}`, { as: acme.key });
    await accept(tokenIn(await linkTo(accepted.email)));
    await post("/v1/accounts/decline-invite", { token: tokenIn(await linkTo(declined.email)) });
    setClock(DUE);
    expect(await remindDue()).toEqual({ reminded: 0 });
    for (const one of [cancelled, accepted, declined]) {
      expect((await invitationDoc(one.id)).remindAt).toBeUndefined();
      expect(await remindersOf(one)).toEqual([]);
    }
  });

  it("cancelled in the moment of the reminder: none is written, or the one written does not leave", async () => {
    const acme = await createTenant();
    const all = await Promise.all(Array.from({ length: 8 }, () => reached(acme)));
    setClock(DUE);
    await Promise.all([
      remindDue(),
      ...all.map(({ id }) =>
        del(`/v1/accounts/${acme.id}/cancel-invite?invitationId=${id}&notify=false`, { as: acme.key }),
      ),
      remindDue(),
    ]);
    await deliverDue("tests");
    for (const one of all) {
      expect((await invitationDoc(one.id)).status).toBe("cancelled");
      const written = await remindersOf(one);
      expect(written.length).toBeLessThanOrEqual(1);
      expect(written.every(({ status }) => status === "cancelled" || status === "sent")).toBe(true);
    }
    expect(await mails().countDocuments({ kind: "invite-reminder", account: acme.account._id, status: "queued" })).toBe(
      0,
    );
  });

  it("waits for a mail that has yet to leave, and comes when that has gone", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme);
    setClock(DUE);
    expect(await remindDue()).toEqual({ reminded: 0 });
    await mailsTo(invitation.email);
    expect(await remindDue()).toEqual({ reminded: 0 });
    setClock(DUE + HOUR);
    expect(await remindDue()).toEqual({ reminded: 1 });
  });

  it("is not sent after a mail that did not arrive or is not wanted", async () => {
    const acme = await createTenant();
    const states: DeliveryStatus[] = ["bounced", "complained", "suppressed", "failed"];
    const all = await Promise.all(states.map(() => reached(acme)));
    for (const [index, one] of all.entries()) await set(one, { "delivery.status": states[index] });
    const stopped = await reached(acme);
    await suppressions().insertOne({
      _id: newId(),
      account: acme.account._id,
      email: stopped.email,
      emailKey: stopped.email,
      reason: "unsubscribe",
      detail: null,
      invitation: null,
      createdAt: now(),
    });
    setClock(DUE);
    expect(await remindDue()).toEqual({ reminded: 0 });
    for (const one of [...all, stopped]) {
      expect(await remindersOf(one)).toEqual([]);
      expect((await invitationDoc(one.id)).remindAt).toBeUndefined();
    }
  });

  it("of an account suspended by one above waits until that is lifted, where time is left", async () => {
    const acme = await createTenant();
    const sub = await createSubAccount(acme);
    const one = await reached(sub);
    await accounts().updateOne({ _id: acme.account._id }, { $set: { status: "suspended" } });
    setClock(DUE);
    expect(await remindDue()).toEqual({ reminded: 0 });
    await accounts().updateOne({ _id: acme.account._id }, { $set: { status: "active" } });
    setClock(DUE + HOUR);
    expect(await remindDue()).toEqual({ reminded: 1 });
    expect(await remindersOf(one)).toHaveLength(1);
  });

  it("where nothing swept until the last hour there is none", async () => {
    const acme = await createTenant();
    const one = await reached(acme);
    setClock(7 * DAY - 30 * MINUTE);
    expect(await remindDue()).toEqual({ reminded: 0 });
    expect((await invitationDoc(one.id)).remindAt).toBeUndefined();
  });

  it("an address that has had its mails for now is reminded an hour later, and counted", async () => {
    const one = await reached(await createTenant());
    // Invited by enough others within the hour before it is due.
    setClock(DUE - 30 * MINUTE);
    for (let index = 0; index < 5; index++) await invited(await createTenant(), { email: one.email });
    setClock(DUE);
    expect(await remindDue()).toEqual({ reminded: 0 });
    expect((await invitationDoc(one.id)).timeline.at(-1)?.event).toBe("sent");
    setClock(DUE + HOUR);
    expect(await remindDue()).toEqual({ reminded: 1 });
    expect(await remindersOf(one)).toHaveLength(1);
  });

  it("2,000 due at once are each reminded once, by copies that share them", async () => {
    const acme = await createTenant();
    const model = await invitationDoc((await reached(acme)).id);
    await invitations().insertMany(
      Array.from({ length: 1_999 }, (_, index) => {
        const email = `many-${index}@example.com`;
        return { ...model, _id: newId(), user: newId(), email, emailKey: email };
      }),
    );
    setClock(DUE);
    const rounds = await Promise.all([remindDue(), remindDue(), remindDue()]);
    expect(rounds.reduce((sum, { reminded }) => sum + reminded, 0)).toBe(2_000);
    const written = await mails().find({ kind: "invite-reminder", account: acme.account._id }).toArray();
    expect(new Set(written.map(({ invitation }) => invitation?.toHexString())).size).toBe(2_000);
    expect(written).toHaveLength(2_000);
    await mails().deleteMany({ account: acme.account._id });
  }, 120_000);

  it("stops where it is told to, and the next sweep goes on", async () => {
    const acme = await createTenant();
    await reached(acme);
    setClock(DUE);
    expect(await remindDue(AbortSignal.abort())).toEqual({ reminded: 0 });
    expect(await sweepAll()).toMatchObject({ expired: 0, reminded: 1 });
  });
});

describe("the account's setting", () => {
  it("switched off, nothing more is reminded of; switched on, what is open is", async () => {
    const acme = await createTenant();
    const one = await reached(acme);
    await setReminder(acme, null);
    setClock(DUE);
    expect(await remindDue()).toEqual({ reminded: 0 });
    expect((await invitationDoc(one.id)).remindAt).toBeUndefined();
    await setReminder(acme, 2);
    expect(await remindDue()).toEqual({ reminded: 1 });
    // What was brought to mind is not again, however often the setting changes.
    await setReminder(acme, null);
    expect(await remindDue()).toEqual({ reminded: 0 });
    await setReminder(acme, 1);
    setClock(6 * DAY + MINUTE);
    expect(await remindDue()).toEqual({ reminded: 0 });
    expect(await remindersOf(one)).toHaveLength(1);
  });

  it("moved, all that is open moves with it, and an invitation too short for it has none", async () => {
    const acme = await createTenant();
    const long = await reached(acme);
    const short = await reached(acme, { expiresInDays: 4 });
    await setReminder(acme, 4);
    await remindDue();
    const doc = await invitationDoc(long.id);
    expect(doc.remindAt).toEqual(new Date(doc.expiresAt.getTime() - 4 * DAY));
    expect((await invitationDoc(short.id)).remindAt).toBeUndefined();
    await setReminder(acme, 3);
    await remindDue();
    const later = await invitationDoc(short.id);
    expect(later.remindAt).toEqual(new Date(later.expiresAt.getTime() - 3 * DAY));
  });

  it("also reaches what was being written meanwhile on the setting as it was", async () => {
    const acme = await createTenant();
    await setReminder(acme, null);
    await remindDue();
    const { invitation } = await invited(acme);
    await set(invitation, { remindAt: new Date(now().getTime() + DAY) });
    await remindDue();
    expect((await invitationDoc(invitation.id)).remindAt).toBeUndefined();
    // Once nothing written on the old one can be under way, it is not looked at again.
    const note = { _id: `reminders:${acme.id}` };
    await meta().updateOne(note, { $set: { at: new Date(Date.now() - HOUR) } });
    await remindDue();
    expect(await meta().findOne(note)).toBeNull();
  });
});

describe("a reminder by hand", () => {
  it("goes with the same link, an hour after the mail at the earliest, and once a day", async () => {
    const acme = await createTenant();
    const owner = userActor(acme.owner, null);
    const one = await reached(acme);
    const id = new ObjectId(one.id);
    await expect(remindInvitation(owner, id)).rejects.toMatchObject({ code: "resend_too_soon", status: 429 });
    setClock(HOUR);
    const both = await Promise.allSettled([remindInvitation(owner, id), remindInvitation(owner, id)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(remindInvitation(owner, id)).rejects.toMatchObject({ code: "resend_too_soon" });
    setClock(HOUR + DAY);
    expect(await remindInvitation(owner, id)).toMatchObject({
      status: "reminded",
      invitation: { id: one.id, sends: 1 },
    });
    const [mail] = await remindersOf(one);
    expect(mail && (await renderMail(mail)).link).toBe(await linkTo(one.email));
    expect(await events().findOne({ type: "invitation.reminded", "subject.id": id })).toMatchObject({
      actor: { type: "user", id: acme.owner._id },
    });
  });

  it("within a day of the one that Foyer would send, it is that one; earlier, both come", async () => {
    const acme = await createTenant();
    const owner = userActor(acme.owner, null);
    const near = await reached(acme);
    const far = await reached(acme);
    setClock(DAY);
    await remindInvitation(owner, new ObjectId(far.id));
    setClock(4.5 * DAY);
    await remindInvitation(owner, new ObjectId(near.id));
    setClock(DUE);
    expect(await remindDue()).toEqual({ reminded: 1 });
    expect(await remindersOf(near)).toHaveLength(1);
    expect(await remindersOf(far)).toHaveLength(2);
  });

  it("is refused with what to do instead: no mail, did not arrive, ended, accepted, account suspended", async () => {
    const acme = await createTenant();
    const owner = userActor(acme.owner, null);
    const remind = (one: { id: string }) => remindInvitation(owner, new ObjectId(one.id));
    const { invitation: handed } = await invited(acme, { sendEmail: false });
    const bounced = await reached(acme);
    await set(bounced, { "delivery.status": "bounced" });
    const cancelled = await reached(acme);
    await del(`/v1/accounts/${acme.id}/cancel-invite?invitationId=${cancelled.id}`, { as: acme.key });
    const accepted = await reached(acme);
    await accept(tokenIn(await linkTo(accepted.email)));
    setClock(2 * HOUR);
    await expect(remind(handed)).rejects.toMatchObject({ code: "invalid_request" });
    await expect(remind(bounced)).rejects.toMatchObject({ code: "mail_suppressed" });
    await expect(remind(cancelled)).rejects.toMatchObject({ code: "invite_cancelled" });
    await expect(remind(accepted)).rejects.toMatchObject({ code: "invitation_accepted" });
    const sub = await createSubAccount(acme);
    const there = await reached(sub);
    await accounts().updateOne({ _id: sub.account._id }, { $set: { status: "suspended" } });
    setClock(4 * HOUR);
    await expect(remind(there)).rejects.toMatchObject({ code: "account_not_active" });
  });

  it("takes the right to send the invitation again; a stranger finds nothing", async () => {
    const acme = await createTenant();
    const admin = userActor((await createMember(acme, "admin")).user, null);
    const member = userActor((await createMember(acme, "member")).user, null);
    const stranger = userActor((await createTenant()).owner, null);
    const { invitation } = await invitedBusiness(acme);
    await mailsTo(invitation.email);
    const id = new ObjectId(invitation.id);
    setClock(2 * HOUR);
    await expect(remindInvitation(admin, id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(remindInvitation(member, id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(remindInvitation(stranger, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(remindInvitation(stranger, newId())).rejects.toMatchObject({ code: "not_found" });
  });

  it("of all that end within a day: those that can be, once, and the others told", async () => {
    const acme = await createTenant();
    const owner = userActor(acme.owner, null);
    const ending = await Promise.all(Array.from({ length: 12 }, () => reached(acme)));
    const stopped = ending[0];
    if (!stopped) throw new Error("There are twelve");
    await suppressions().insertOne({
      _id: newId(),
      account: acme.account._id,
      email: stopped.email,
      emailKey: stopped.email,
      reason: "manual",
      detail: null,
      invitation: null,
      createdAt: now(),
    });
    await reached(acme, { expiresInDays: 20 });
    setClock(6 * DAY + HOUR);
    const first = await remindExpiring(owner, acme.account._id);
    expect(first).toMatchObject({ reminded: 11, refused: 1, more: false });
    expect(first.reasons[0]).toContain(stopped.email);
    expect(await remindExpiring(owner, acme.account._id)).toMatchObject({ reminded: 0, refused: 1 });
    expect(await mails().countDocuments({ kind: "invite-reminder", account: acme.account._id })).toBe(11);
  });
});
