import { decodeJwt, decodeProtectedHeader, type JWTPayload, SignJWT } from "jose";
import { afterEach, describe, expect, it } from "vitest";
import { inviteJti } from "@/lib/auth/invite-token";
import { setClock } from "@/lib/clock";
import { accounts, invitations, users } from "@/lib/db/client";
import { sweep } from "@/lib/invitations/sweep";
import { currentKeyId, deriveKey } from "@/lib/secrets";
import { del, post } from "../../support/api";
import { createTenant, type Tenant } from "../../support/factories";
import { accept, invitationDoc, invited, invitedBusiness, tokenTo, userDoc } from "../../support/invites";
import { firstSecret, resetSecrets, setSecrets } from "../../support/secrets";

const SECOND_SECRET = "another-secret-for-tests-with-more-than-32-bytes";

const resend = (tenant: Tenant, id: string) =>
  post<{ invitation: { sends: number } }>(`/v1/accounts/${tenant.id}/invite`, { invitationId: id }, { as: tenant.key });

/** A good token's parts, to be put together otherwise. */
async function parts() {
  const acme = await createTenant();
  const { invitation } = await invited(acme);
  const token = await tokenTo(invitation.email);
  return { acme, invitation, token, payload: decodeJwt(token), header: decodeProtectedHeader(token) };
}

function sign(payload: JWTPayload, header: Record<string, unknown>, key: Uint8Array = deriveKey("invite-token")) {
  return new SignJWT(payload).setProtectedHeader({ alg: "HS256", ...header }).sign(key);
}

const base64 = (value: unknown) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

describe("the invite token", () => {
  afterEach(() => {
    resetSecrets();
    setClock(0);
  });

  it("is a pointer: one algorithm, typ, iss, aud, exp, jti, and nothing about the person", async () => {
    const { invitation, header, payload } = await parts();
    expect(header).toEqual({ alg: "HS256", typ: "invite+jwt", kid: currentKeyId() });
    expect(payload).toEqual({
      iss: "foyer",
      aud: "foyer:accept-invite",
      inv: invitation.id,
      n: 1,
      via: "mail",
      iat: expect.any(Number),
      exp: Date.parse(invitation.expiresAt) / 1000,
      jti: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
    });
  });

  it("the jti is an HMAC of id and send number, another one for each send", async () => {
    const { acme, invitation, payload } = await parts();
    const { _id, keyId } = await invitationDoc(invitation.id);
    expect(payload.jti).toBe(inviteJti(_id, 1, keyId));
    await resend(acme, invitation.id);
    expect(decodeJwt(await tokenTo(invitation.email)).jti).toBe(inviteJti(_id, 2, keyId));
  });

  it("the same parts signed again are the same token, so a retry or a repeat carries the same link", async () => {
    const { invitation, token, payload, header } = await parts();
    expect(await accept(token, {})).toMatchObject({ code: "password_required" });
    expect(await tokenTo(invitation.email)).toBe(token);
    expect((await accept(await sign(payload, header), {})).code).toBe("password_required");
  });

  it.each<[string, (payload: JWTPayload, header: Record<string, unknown>, token: string) => Promise<string> | string]>([
    ["a changed signature", (_p, _h, token) => `${token.slice(0, -4)}${token.endsWith("AAAA") ? "BBBB" : "AAAA"}`],
    [
      "a changed payload",
      (payload, _h, token) => {
        const [head, , signature] = token.split(".");
        return `${head}.${base64({ ...payload, n: 2 })}.${signature}`;
      },
    ],
    ["alg none", (payload, header) => `${base64({ ...header, alg: "none" })}.${base64(payload)}.`],
    [
      "alg None with a signature",
      (payload, header, token) => `${base64({ ...header, alg: "None" })}.${base64(payload)}.${token.split(".")[2]}`,
    ],
    ["HS512 with the right key", (payload, header) => sign(payload, { ...header, alg: "HS512" })],
    ["no typ", (payload, header) => sign(payload, { ...header, typ: undefined })],
    ["the typ of a session", (payload, header) => sign(payload, { ...header, typ: "JWT" })],
    ["the typ of a password mail", (payload, header) => sign(payload, { ...header, typ: "reset+jwt" })],
    ["another audience", (payload, header) => sign({ ...payload, aud: "foyer:reset-password" }, header)],
    ["no audience", (payload, header) => sign({ ...payload, aud: undefined } as JWTPayload, header)],
    ["another issuer", (payload, header) => sign({ ...payload, iss: "evil" }, header)],
    ["no issuer", (payload, header) => sign({ ...payload, iss: undefined } as JWTPayload, header)],
    ["an unknown kid", (payload, header) => sign(payload, { ...header, kid: "AAAAAAAA" })],
    ["no kid", (payload, header) => sign(payload, { ...header, kid: undefined })],
    ["no jti", (payload, header) => sign({ ...payload, jti: undefined } as JWTPayload, header)],
    ["no exp", (payload, header) => sign({ ...payload, exp: undefined } as JWTPayload, header)],
    ["no iat", (payload, header) => sign({ ...payload, iat: undefined } as JWTPayload, header)],
    ["no invitation", (payload, header) => sign({ ...payload, inv: undefined }, header)],
    ["an invitation that is a query", (payload, header) => sign({ ...payload, inv: { $ne: null } }, header)],
    ["an unknown invitation", (payload, header) => sign({ ...payload, inv: "0".repeat(24) }, header)],
    ["a send that is no number", (payload, header) => sign({ ...payload, n: "1" }, header)],
    ["no way it came", (payload, header) => sign({ ...payload, via: undefined }, header)],
    [
      "a critical extension",
      (payload, header) => `${base64({ ...header, crit: ["b64"], b64: false })}.${base64(payload)}.x`,
    ],
    ["the key of another purpose", (payload, header) => sign(payload, header, deriveKey("reset-token"))],
    ["another secret", (payload, header) => sign(payload, header, new Uint8Array(32))],
  ])("401 invite_invalid: %s", async (_, change) => {
    const { token, payload, header, invitation } = await parts();
    const changed = await change(payload, header as Record<string, unknown>, token);
    expect(changed).not.toBe(token);
    const { status, code } = await accept(changed);
    expect([status, code]).toEqual([401, "invite_invalid"]);
    expect((await invitationDoc(invitation.id)).status).toBe("pending");
  });

  it("well signed, but of another jti or send than the record holds: it opens nothing", async () => {
    const { payload, header, invitation } = await parts();
    for (const other of [{ jti: "x".repeat(43) }, { n: 2 }, { n: 0 }]) {
      const { status, code } = await accept(await sign({ ...payload, ...other }, header as Record<string, unknown>));
      expect([status, code]).toEqual([410, "invite_replaced"]);
    }
    expect((await userDoc(invitation.email)).status).toBe("invited");
  });

  it("is worth nothing once the record it unlocks holds another", async () => {
    const acme = await createTenant();
    const user = await invited(acme);
    const business = await invitedBusiness(acme);
    const tokens = [await tokenTo(user.invitation.email), await tokenTo(business.invitation.email)];
    await users().updateOne(
      { emailKey: user.invitation.email },
      { $set: { "memberships.0.resetToken.token": "0".repeat(64) } },
    );
    await accounts().updateOne({ parent: acme.account._id }, { $set: { "invite.token": "0".repeat(64) } });
    for (const token of tokens) expect((await accept(token)).code).toBe("invite_replaced");
  });
});

describe("rotating APP_SECRET", () => {
  afterEach(() => {
    resetSecrets();
    setClock(0);
  });

  it("with the previous one known, links that are out stay good", async () => {
    const { token, payload } = await parts();
    setSecrets(SECOND_SECRET, firstSecret());
    expect(payload.jti).toBeDefined();
    expect((await accept(token)).status).toBe(200);
  });

  it("a repeat of the same link is derived with the previous one again, a new send never is", async () => {
    const { acme, invitation, token } = await parts();
    const before = await invitationDoc(invitation.id);
    setSecrets(SECOND_SECRET, firstSecret());
    expect(await tokenTo(invitation.email)).toBe(token);
    expect((await resend(acme, invitation.id)).status).toBe(200);
    const after = await invitationDoc(invitation.id);
    expect([before.keyId === after.keyId, after.keyId]).toEqual([false, currentKeyId()]);
    const next = await tokenTo(invitation.email);
    expect(decodeProtectedHeader(next).kid).toBe(currentKeyId());
    expect((await accept(token)).code).toBe("invite_replaced");
    expect((await accept(next)).status).toBe(200);
  });

  it("without the previous one, older links are unknown", async () => {
    const { token } = await parts();
    setSecrets(SECOND_SECRET, null);
    const { status, code } = await accept(token);
    expect([status, code]).toEqual([401, "invite_invalid"]);
  });

  it("without the previous one, what is open can still be sent again, moved, withdrawn and swept", async () => {
    const acme = await createTenant();
    const [again, moved, gone, due] = [
      await invitedBusiness(acme, { business: { name: "One" } }),
      await invitedBusiness(acme, { business: { name: "Two" } }),
      await invited(acme, { sendEmail: false }),
      await invited(acme, { sendEmail: false, expiresInDays: 1 }),
    ];
    setSecrets(SECOND_SECRET, null);
    expect((await resend(acme, again.invitation.id)).status).toBe(200);
    const email = "moved-after-rotation@example.com";
    const body = { invitationId: moved.invitation.id, email };
    expect((await post(`/v1/accounts/${acme.id}/invite`, body, { as: acme.key })).status).toBe(200);
    const search = `?invitationId=${gone.invitation.id}`;
    expect((await del(`/v1/accounts/${acme.id}/cancel-invite${search}`, { as: acme.key })).status).toBe(200);
    const tokens = [await tokenTo(again.invitation.email), await tokenTo(email)];
    for (const token of tokens) expect((await accept(token)).status).toBe(200);
    setClock(24 * 3_600_000);
    await sweep();
    expect((await invitationDoc(due.invitation.id)).status).toBe("expired");
    for (const { invitation } of [gone, due]) expect((await userDoc(invitation.email)).memberships).toEqual([]);
    expect(await invitations().countDocuments({ scope: acme.account._id, status: "pending" })).toBe(0);
  });
});
