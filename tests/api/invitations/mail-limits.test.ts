import { afterEach, describe, expect, it } from "vitest";
import { setClock } from "@/lib/clock";
import { invitations, mails, users } from "@/lib/db/client";
import { forgetEnv } from "@/lib/env";
import { mailSameLink } from "@/lib/invitations/mail-again";
import { del, post } from "../../support/api";
import { address, createTenant } from "../../support/factories";
import { accept, invitationDoc, invite, invited, mailsTo, tokenTo } from "../../support/invites";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe("mails to one address", () => {
  afterEach(() => {
    setClock(0);
    delete process.env.RATE_LIMITS;
    forgetEnv();
  });

  it("429 at the sixth in an hour, whoever asks, and nothing of it is left behind", async () => {
    const email = address();
    for (let index = 0; index < 5; index++) expect((await invite(await createTenant(), { email })).status).toBe(201);
    const { status, code, headers } = await invite(await createTenant(), { email: email.toUpperCase() });
    expect([status, code]).toEqual([429, "rate_limited"]);
    const wait = Number(headers.get("retry-after"));
    expect(wait).toBeGreaterThan(3500);
    expect(wait).toBeLessThanOrEqual(3600);
    expect(await invitations().countDocuments({ emailKey: email })).toBe(5);
    expect((await users().findOne({ emailKey: email }))?.memberships).toHaveLength(5);
    setClock(wait * 1000);
    expect((await invite(await createTenant(), { email })).status).toBe(201);
  });

  it("429 at the twenty-first in a day", async () => {
    const email = address();
    for (let index = 0; index < 20; index++) {
      setClock(Math.floor(index / 5) * (HOUR + 1000));
      expect((await invite(await createTenant(), { email })).status).toBe(201);
    }
    setClock(5 * HOUR);
    const refused = await invite(await createTenant(), { email });
    expect([refused.status, refused.code]).toEqual([429, "rate_limited"]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(18 * 3600);
    setClock(DAY + 5000);
    expect((await invite(await createTenant(), { email })).status).toBe(201);
  });

  it("re-sends and repeats of the same link count; other addresses do not", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme);
    const again = () => post(`/v1/accounts/${acme.id}/invite`, { invitationId: invitation.id }, { as: acme.key });
    expect((await again()).status).toBe(200);
    setClock(61_000);
    expect((await again()).status).toBe(200);
    const { _id } = await invitationDoc(invitation.id);
    await mailSameLink(_id, null);
    await mailSameLink(_id, null);
    setClock(122_000);
    const refused = await again();
    expect([refused.status, refused.code]).toEqual([429, "rate_limited"]);
    expect((await invitationDoc(invitation.id)).sends).toBe(3);
    await mailSameLink(_id, null);
    expect(await mails().countDocuments({ "to.email": invitation.email })).toBe(5);
    expect((await invite(acme)).status).toBe(201);
  });

  it("a link that is mailed once more is the same one, and no re-send", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme);
    const token = await tokenTo(invitation.email);
    await mailSameLink((await invitationDoc(invitation.id))._id, null);
    expect(await tokenTo(invitation.email)).toBe(token);
    expect((await mailsTo(invitation.email)).map(({ kind }) => kind)).toEqual(["invite-link-again", "invite-user"]);
    expect(await invitationDoc(invitation.id)).toMatchObject({ sends: 1, resends: 0 });
    expect((await accept(token)).status).toBe(200);
  });

  it("notices, and invitations without mail, are outside it", async () => {
    const acme = await createTenant();
    const email = address();
    for (let index = 0; index < 7; index++) {
      expect((await invite(acme, { email, sendEmail: false })).status).toBe(201);
      await del(`/v1/accounts/${acme.id}/cancel-invite?email=${email}`, { as: acme.key });
    }
    expect((await invite(acme, { email })).status).toBe(201);
    expect(await mailsTo(acme.owner.email)).toHaveLength(7);
  });

  it("RATE_LIMITS=off lifts it, and the minute between re-sends", async () => {
    process.env.RATE_LIMITS = "off";
    forgetEnv();
    const acme = await createTenant();
    const { invitation } = await invited(acme);
    for (let index = 0; index < 7; index++) {
      const body = { invitationId: invitation.id };
      expect((await post(`/v1/accounts/${acme.id}/invite`, body, { as: acme.key })).status).toBe(200);
    }
  });
});
