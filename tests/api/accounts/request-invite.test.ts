import { afterEach, describe, expect, it } from "vitest";
import { setClock } from "@/lib/clock";
import { sweep } from "@/lib/invitations/sweep";
import { del, post } from "../../support/api";
import { createTenant } from "../../support/factories";
import { accept, invitationDoc, invite, invited, mailsTo, tokenTo } from "../../support/invites";

const DAY = 24 * 3_600_000;
const ask = (token: string) => post<{ status: string; message: string }>("/v1/accounts/request-invite", { token });

async function expired() {
  const acme = await createTenant();
  const { invitation } = await invited(acme, { expiresInDays: 1 });
  const token = await tokenTo(invitation.email);
  setClock(DAY);
  return { acme, invitation, token };
}

describe("POST /v1/accounts/request-invite", () => {
  afterEach(() => setClock(0));

  it("202 for an expired one, before and after the sweep wrote it, and the inviter is told once a day", async () => {
    const { acme, invitation, token } = await expired();
    const { status, body } = await ask(token);
    expect(status).toBe(202);
    expect(body).toEqual({ status: "requested", message: expect.stringContaining(invitation.email) });
    await sweep();
    expect((await ask(token)).status).toBe(202);
    expect((await mailsTo(acme.owner.email)).map(({ kind }) => kind)).toEqual(["invite-requested"]);
    expect((await invitationDoc(invitation.id)).timeline.map(({ event }) => event)).toContain("requested");
    setClock(2 * DAY + 1000);
    expect((await ask(token)).status).toBe(202);
    expect(await mailsTo(acme.owner.email)).toHaveLength(2);
  });

  it("opens nothing: the old link stays expired, and a new one is the inviter's to send", async () => {
    const { acme, invitation, token } = await expired();
    await ask(token);
    expect((await accept(token)).code).toBe("invite_expired");
    const again = await post<{ invitation: { id: string } }>(
      `/v1/accounts/${acme.id}/invite`,
      { invitationId: invitation.id },
      { as: acme.key },
    );
    expect(again.status).toBe(200);
    expect(again.body.invitation.id).not.toBe(invitation.id);
    expect((await accept(await tokenTo(invitation.email))).status).toBe(200);
  });

  it("410 invite_replaced where a newer link was sent meanwhile", async () => {
    const { acme, invitation, token } = await expired();
    expect((await invite(acme, { email: invitation.email })).status).toBe(201);
    const { status, code } = await ask(token);
    expect([status, code]).toEqual([410, "invite_replaced"]);
  });

  it("409 invitation_pending for one that still opens, 410 for one that ended otherwise, 401 for none of ours", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme);
    const token = await tokenTo(invitation.email);
    const open = await ask(token);
    expect([open.status, open.code]).toEqual([409, "invitation_pending"]);
    await del(`/v1/accounts/${acme.id}/cancel-invite?invitationId=${invitation.id}`, { as: acme.key });
    const ended = await ask(token);
    expect([ended.status, ended.code]).toEqual([410, "invite_cancelled"]);
    expect((await ask("nonsense")).code).toBe("invite_invalid");
  });
});
