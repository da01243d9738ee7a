import { decodeJwt } from "jose";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { inviteJti, inviteLock, inviteUrl, newClaims, signInvite, verifyInvite } from "@/lib/auth/invite-token";
import { setClock } from "@/lib/clock";
import { newId } from "@/lib/db/ids";
import { forgetEnv } from "@/lib/env";
import { currentKeyId, sha256 } from "@/lib/secrets";
import { firstSecret, resetSecrets, setSecrets } from "../support/secrets";

const DAY = 24 * 3_600_000;
const claims = (days = 7) => newClaims(newId(), 1, "mail", new Date(), new Date(Date.now() + days * DAY));

beforeAll(() => {
  // Nothing here calls a database, but the settings of a server name one.
  process.env.MONGODB_URI ??= "mongodb://127.0.0.1:1/none";
  forgetEnv();
});

describe("an invite token", () => {
  afterEach(() => {
    resetSecrets();
    setClock(0);
  });

  it("says what it was signed from", async () => {
    const made = claims();
    expect(await verifyInvite(await signInvite(made))).toEqual({
      invitation: made.invitation,
      send: 1,
      via: "mail",
      lock: inviteLock(made),
      expired: false,
    });
  });

  it("the same claims are the same token, other ones another jti", async () => {
    const made = claims();
    expect(await signInvite(made)).toBe(await signInvite({ ...made }));
    const jtis = [made, { ...made, send: 2 }, { ...made, invitation: newId() }].map(({ invitation, send, keyId }) =>
      inviteJti(invitation, send, keyId),
    );
    expect(new Set(jtis).size).toBe(3);
    for (const jti of jtis) expect(jti).toMatch(/^[\w-]{43}$/);
  });

  it("the lock is the SHA-256 of the jti, and tells nothing of it", async () => {
    const made = claims();
    const { jti = "" } = decodeJwt(await signInvite(made));
    expect(inviteLock(made)).toBe(sha256(jti));
    expect(inviteLock(made)).toMatch(/^[0-9a-f]{64}$/);
  });

  it("one that ran out is still known as ours, by the application's clock", async () => {
    const token = await signInvite(claims(1));
    setClock(DAY - 5000);
    expect(await verifyInvite(token)).toMatchObject({ expired: false });
    setClock(DAY);
    expect(await verifyInvite(token)).toMatchObject({ expired: true });
  });

  it("times are whole seconds, rounded down, so that record and token agree", async () => {
    const made = newClaims(newId(), 1, "mail", new Date(1_700_000_000_999), new Date(1_900_000_000_999));
    expect([made.issuedAt.getTime(), made.expiresAt.getTime()]).toEqual([1_700_000_000_000, 1_900_000_000_000]);
    expect(decodeJwt(await signInvite(made))).toMatchObject({ iat: 1_700_000_000, exp: 1_900_000_000 });
  });

  it("the previous secret verifies, and a new send is made with the current one", async () => {
    const made = claims();
    const token = await signInvite(made);
    const before = currentKeyId();
    setSecrets("another-secret-for-tests-with-more-than-32-bytes", firstSecret());
    expect(await verifyInvite(token)).toMatchObject({ lock: inviteLock(made) });
    expect(await signInvite(made)).toBe(token);
    expect(claims().keyId).toBe(currentKeyId());
    expect(currentKeyId()).not.toBe(before);
    setSecrets("another-secret-for-tests-with-more-than-32-bytes", null);
    expect(await verifyInvite(token)).toBeNull();
    await expect(async () => signInvite(made)).rejects.toThrow(/No secret is known/);
  });

  it.each(["", ".", "..", "a.b.c", "x".repeat(2049), "eyJhbGciOiJub25lIn0.e30.", "💥", "null"])(
    "%s is none",
    async (token) => {
      expect(await verifyInvite(token)).toBeNull();
    },
  );

  it("links come from APP_URL alone", async () => {
    expect(await inviteUrl(claims())).toMatch(
      /^http:\/\/localhost:3000\/v1\/accounts\/accept-invite\?token=eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{43}$/,
    );
  });
});
