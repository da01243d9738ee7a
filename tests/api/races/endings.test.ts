import { afterEach, describe, expect, it } from "vitest";
import { verifyPassword } from "@/lib/auth/passwords";
import { setClock } from "@/lib/clock";
import { accounts, database, events, mails } from "@/lib/db/client";
import { forgetEnv } from "@/lib/env";
import { sweep } from "@/lib/invitations/sweep";
import { del, post } from "../../support/api";
import { createPerson, createTenant, type Tenant } from "../../support/factories";
import {
  accept,
  invitationDoc,
  invited,
  invitedBusiness,
  mailsTo,
  tokenIn,
  tokenTo,
  userDoc,
} from "../../support/invites";

const ROUNDS = 200;
const AT_ONCE = 10;

/** What the records say of one invitation: they must all tell the same story. */
async function story(tenant: Tenant, id: string): Promise<string> {
  const doc = await invitationDoc(id);
  const membership = (await userDoc(doc.email)).memberships.find(({ account }) => account.equals(doc.account));
  const account = doc.type === "business" ? await accounts().findOne({ _id: doc.account }) : null;
  const ended = await events()
    .find({
      "subject.id": doc._id,
      type: { $in: ["accepted", "cancelled", "declined", "expired"].map((e) => `invitation.${e}`) },
    })
    .toArray();
  expect(ended.map(({ type }) => type)).toEqual(doc.status === "pending" ? [] : [`invitation.${doc.status}`]);
  if (doc.status === "accepted") {
    expect(membership).toEqual({ account: doc.account, role: doc.role, status: "active" });
    if (account) expect([account.status, account.owner, account.invite]).toEqual(["active", doc.user, undefined]);
  } else if (doc.status === "pending") {
    expect(membership).toMatchObject({ status: "invited", resetToken: { invitation: doc._id } });
    if (account) expect(account).toMatchObject({ status: "invited", owner: doc.user, invite: { invitation: doc._id } });
  } else {
    expect(membership).toBeUndefined();
    if (account) expect([account.status, account.owner, account.invite]).toEqual(["lapsed", null, undefined]);
  }
  expect(tenant.id).toBe(doc.scope.toHexString());
  return doc.status;
}

async function rounds(count: number, run: (index: number) => Promise<void>): Promise<void> {
  for (let start = 0; start < count; start += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - start) }, (_, index) => run(start + index)));
  }
}

const passwordless = { password: "four rainy harbours" };
const cancelOf = (tenant: Tenant, id: string) =>
  del<{ status: string }>(`/v1/accounts/${tenant.id}/cancel-invite?invitationId=${id}&notify=false`, {
    as: tenant.key,
  });

describe("accepting", () => {
  it.each([
    ["a colleague's", invited],
    ["a business's", invitedBusiness],
  ])("%s: 50 parallel accepts give one success and 49 times 410 invite_accepted", async (_, make) => {
    const acme = await createTenant();
    const { invitation } = await make(acme);
    const token = await tokenTo(invitation.email);
    // More than the 20 tries that one token has in ten minutes: the limit is another test's matter.
    process.env.RATE_LIMITS = "off";
    forgetEnv();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => accept(token, { password: `four rainy harbours ${index}` })),
    );
    delete process.env.RATE_LIMITS;
    forgetEnv();
    const won = answers.findIndex(({ status }) => status === 200);
    for (const [index, { status, code }] of answers.entries()) {
      if (index !== won) expect([status, code]).toEqual([410, "invite_accepted"]);
    }
    const user = await userDoc(invitation.email);
    expect(await verifyPassword(user.passwordHash, `four rainy harbours ${won}`)).toBe(true);
    expect(user.sessionVersion).toBe(1);
    expect(await mailsTo(acme.owner.email)).toHaveLength(1);
    expect(await story(acme, invitation.id)).toBe("accepted");
  });

  it("against cancelling, 200 rounds: never both, and the answers say which", async () => {
    // A few tenants in turns, so that no one's limits are met. Invitees have a login: hashing a password would lose the race.
    const tenants = await Promise.all(Array.from({ length: AT_ONCE }, () => createTenant()));
    const ended: Record<string, number> = {};
    await rounds(ROUNDS, async (index) => {
      const acme = tenants[index % AT_ONCE];
      if (!acme) throw new Error("There is one for each");
      const { user, cookie } = await createPerson();
      const fields = { email: user.email, sendEmail: false };
      const made = await (index % 2 ? invited(acme, fields) : invitedBusiness(acme, fields));
      const { id } = made.invitation;
      const cancelling = async () => {
        // Accepting looks at more before it writes; in some rounds cancelling gives it so many round trips.
        for (let trips = 0; trips < index % 12; trips++) await database().command({ ping: 1 });
        return cancelOf(acme, id);
      };
      const [accepted, cancelled] = await Promise.all([
        accept(tokenIn(made.inviteUrl ?? ""), {}, cookie),
        cancelling(),
      ]);
      const status = await story(acme, id);
      ended[status] = (ended[status] ?? 0) + 1;
      const expected =
        status === "accepted"
          ? [200, undefined, 409, "invitation_accepted"]
          : [410, "invite_cancelled", 200, undefined];
      expect([accepted.status, accepted.code, cancelled.status, cancelled.code]).toEqual(expected);
    });
    expect((ended.accepted ?? 0) + (ended.cancelled ?? 0)).toBe(ROUNDS);
    // A race that one side always wins shows nothing.
    expect(ended.accepted).toBeGreaterThan(0);
    expect(ended.cancelled).toBeGreaterThan(0);
  });

  it("against a re-send, 40 rounds: either it was accepted, or the older link is dead and the newer works", async () => {
    await rounds(40, async () => {
      const acme = await createTenant();
      const made = await invitedBusiness(acme, { sendEmail: false });
      const { id, email } = made.invitation;
      const old = tokenIn(made.inviteUrl ?? "");
      const [accepted, resent] = await Promise.all([
        accept(old, passwordless),
        post(`/v1/accounts/${acme.id}/invite`, { invitationId: id }, { as: acme.key }),
      ]);
      const status = await story(acme, id);
      if (status === "accepted") {
        expect([accepted.status, resent.status, resent.code]).toEqual([200, 409, "invitation_accepted"]);
        expect(await mails().countDocuments({ "to.email": email })).toBe(0);
      } else {
        expect([accepted.code, resent.status]).toEqual(["invite_replaced", 200]);
        expect((await accept(await tokenTo(email))).status).toBe(200);
      }
    });
  });

  it("against declining, 20 rounds: one of them", async () => {
    const acme = await createTenant();
    await rounds(20, async () => {
      const made = await invited(acme, { sendEmail: false });
      const token = tokenIn(made.inviteUrl ?? "");
      const [accepted, declined] = await Promise.all([
        accept(token, passwordless),
        post("/v1/accounts/decline-invite", { token }),
      ]);
      const status = await story(acme, made.invitation.id);
      expect([accepted.status, declined.status].sort()).toEqual([200, 410]);
      expect(status).toBe(accepted.status === 200 ? "accepted" : "declined");
    });
  });
});

describe("other endings", () => {
  afterEach(() => setClock(0));

  it("two re-sends at once: one wins, the other is 429 resend_too_soon, and one mail waits", async () => {
    for (let round = 0; round < 10; round++) {
      const acme = await createTenant();
      const { invitation } = await invited(acme);
      const send = () => post(`/v1/accounts/${acme.id}/invite`, { invitationId: invitation.id }, { as: acme.key });
      const answers = await Promise.all([send(), send()]);
      expect(answers.map(({ code }) => code).sort()).toEqual(["resend_too_soon", undefined]);
      expect((await invitationDoc(invitation.id)).sends).toBe(2);
      expect(await mails().countDocuments({ "to.email": invitation.email, status: "queued" })).toBe(1);
      expect(await story(acme, invitation.id)).toBe("pending");
    }
  });

  it("ten cancels at once tell invitee and inviter once", async () => {
    const acme = await createTenant();
    const { invitation, account } = await invitedBusiness(acme);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => del(`/v1/accounts/${account.id}/cancel-invite`, { as: acme.key })),
    );
    for (const { status } of answers) expect(status).toBe(200);
    expect(await story(acme, invitation.id)).toBe("cancelled");
    expect((await mailsTo(invitation.email)).map(({ kind }) => kind)).toEqual(["invite-cancelled"]);
    expect(await mailsTo(acme.owner.email)).toHaveLength(1);
  });

  it("ten revivals of a lapsed sub-account at once make one invitation", async () => {
    const acme = await createTenant();
    const { invitation, account } = await invitedBusiness(acme);
    await cancelOf(acme, invitation.id);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => post(`/v1/accounts/${account.id}/invite`, {}, { as: acme.key })),
    );
    const made = answers.filter(({ status }) => status === 200);
    expect(made).toHaveLength(1);
    for (const { status, code } of answers) {
      if (status !== 200) expect(["invitation_pending", "resend_too_soon", "business_unavailable"]).toContain(code);
    }
    expect((await accounts().find({ parent: acme.account._id }).toArray()).map(({ status }) => status)).toEqual([
      "invited",
    ]);
  });

  it("the sweep against accepting at the last second: one of them", async () => {
    const acme = await createTenant();
    for (let round = 0; round < 10; round++) {
      const made = await invited(acme, { sendEmail: false, expiresInDays: 1 });
      setClock(Date.parse(made.invitation.expiresAt) - Date.now() - 15);
      const token = tokenIn(made.inviteUrl ?? "");
      const sweeping = (async () => {
        for (let turn = 0; turn < 4; turn++) await sweep();
      })();
      const [accepted] = await Promise.all([accept(token), sweeping]);
      setClock(Date.parse(made.invitation.expiresAt) - Date.now() + 1000);
      await sweep();
      const status = await story(acme, made.invitation.id);
      expect([accepted.status, accepted.code]).toEqual(
        status === "accepted" ? [200, undefined] : [410, "invite_expired"],
      );
      setClock(0);
    }
  });
});
