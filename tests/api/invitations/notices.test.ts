import { afterEach, describe, expect, it } from "vitest";
import { setClock } from "@/lib/clock";
import { mails, users } from "@/lib/db/client";
import type { MailKind, Notices } from "@/lib/db/types";
import { sweep } from "@/lib/invitations/sweep";
import { del, post } from "../../support/api";
import { createMember, createTenant, type Tenant } from "../../support/factories";
import { accept, invited, tokenTo } from "../../support/invites";

const DAY = 24 * 3_600_000;
const ALL: Notices = {
  accepted: true,
  declined: true,
  requested: true,
  cancelled: true,
  expired: true,
  batches: true,
};

const CAUSES: [keyof Notices, MailKind, (tenant: Tenant) => Promise<void>][] = [
  [
    "accepted",
    "invite-accepted",
    async (tenant) => {
      const { invitation } = await invited(tenant);
      expect((await accept(await tokenTo(invitation.email))).status).toBe(200);
    },
  ],
  [
    "declined",
    "invite-declined",
    async (tenant) => {
      const { invitation } = await invited(tenant);
      const token = await tokenTo(invitation.email);
      expect((await post("/v1/accounts/decline-invite", { token })).status).toBe(200);
    },
  ],
  [
    "requested",
    "invite-requested",
    async (tenant) => {
      const { invitation } = await invited(tenant, { expiresInDays: 1 });
      const token = await tokenTo(invitation.email);
      setClock(DAY);
      await sweep();
      expect((await post("/v1/accounts/request-invite", { token })).status).toBe(202);
    },
  ],
  [
    "cancelled",
    "invite-cancelled-inviter",
    async (tenant) => {
      const { invitation } = await invited(tenant);
      const answer = await del(`/v1/accounts/${tenant.id}/cancel-invite?invitationId=${invitation.id}`, {
        as: tenant.key,
      });
      expect(answer.status).toBe(200);
    },
  ],
];

afterEach(() => setClock(0));

describe("notices to whoever invited", () => {
  it.each(CAUSES)("%s has a switch of its own", async (notice, kind, cause) => {
    const settings = { redirectOrigins: [], reminderDays: 2 };
    const on = await createTenant({ settings: { ...settings, notices: { ...ALL, [notice]: true } } });
    const off = await createTenant({ settings: { ...settings, notices: { ...ALL, [notice]: false } } });
    for (const tenant of [on, off]) {
      await cause(tenant);
      setClock(0);
    }
    const count = ({ account }: Tenant) => mails().countDocuments({ kind, account: account._id });
    expect([await count(on), await count(off)]).toEqual([1, 0]);
  });

  it("carry the inviter's language and time zone, and the invitee's only in the invitee's own mail", async () => {
    const acme = await createTenant();
    await users().updateOne({ _id: acme.owner._id }, { $set: { timezone: "Asia/Tokyo", locale: "ja" } });
    const known = await createMember(await createTenant(), "member");
    await users().updateOne({ _id: known.user._id }, { $set: { timezone: "America/Sao_Paulo" } });
    const { invitation } = await invited(acme, { email: known.user.email });
    const token = await tokenTo(invitation.email);
    await post("/v1/accounts/decline-invite", { token });
    const written = await mails().find({ account: acme.account._id }).toArray();
    const of = (kind: MailKind) => written.find((mail) => mail.kind === kind);
    expect(of("invite-user")?.data.timezone).toBe("America/Sao_Paulo");
    expect(of("invite-declined")).toMatchObject({
      locale: "ja",
      to: { email: acme.owner.email },
      data: { timezone: "Asia/Tokyo" },
    });
    expect(JSON.stringify(of("invite-declined"))).not.toContain("Sao_Paulo");
  });

  it("an invitee who is new has no time zone yet", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme);
    expect((await mails().findOne({ "to.email": invitation.email }))?.data.timezone).toBeNull();
  });

  it("go to the owner once the inviter may not see the account's invitations any more", async () => {
    const acme = await createTenant();
    const bo = await createMember(acme, "admin");
    const { body } = await post<{ invitation: { email: string } }>(
      "/v1/accounts/invite",
      { type: "user", accountId: acme.id, email: "gone@example.com" },
      { as: bo.cookie, headers: { origin: "http://localhost:3000" } },
    );
    await users().updateOne({ _id: bo.user._id }, { $set: { memberships: [] } });
    await post("/v1/accounts/decline-invite", { token: await tokenTo(body.invitation.email) });
    const notice = await mails().findOne({ kind: "invite-declined", account: acme.account._id });
    expect(notice?.to.email).toBe(acme.owner.email);
  });
});
