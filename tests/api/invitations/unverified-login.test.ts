import { describe, expect, it } from "vitest";
import { verifyPassword } from "@/lib/auth/passwords";
import { readSession } from "@/lib/auth/session";
import { get } from "../../support/api";
import { address, cookieOf, createTenant } from "../../support/factories";
import { accept, invited, tokenIn, tokenTo, userDoc } from "../../support/invites";

const next = async (token: string) =>
  (
    await get<{ next: string }>(`/v1/accounts/accept-invite?token=${token}`, {
      headers: { accept: "application/json" },
    })
  ).body.next;

/** Somebody who was handed a link for an address, and made a login with it. */
async function handedLogin(email: string) {
  const first = await createTenant();
  const { inviteUrl } = await invited(first, { email, sendEmail: false });
  expect((await accept(tokenIn(inviteUrl ?? ""), { password: "the finder's own words" })).status).toBe(200);
  const user = await userDoc(email);
  return { first, user, cookie: await cookieOf(user) };
}

describe("a login made with a link that was handed out", () => {
  it("works, and is unverified", async () => {
    const { user, cookie } = await handedLogin(address());
    expect(user).toMatchObject({ status: "active", emailVerifiedAt: null });
    expect(await readSession(cookie)).not.toBeNull();
  });

  it("counts as none to a mailed token: the password is set anew, other sessions end, the address is verified", async () => {
    const email = address();
    const { cookie } = await handedLogin(email);
    await invited(await createTenant(), { email });
    const token = await tokenTo(email);
    expect(await next(token)).toBe("signup");
    const asFinder = await accept(token, {}, cookie);
    expect([asFinder.status, asFinder.code]).toEqual([422, "password_required"]);
    expect((await accept(token, { password: "the owner's own words" })).status).toBe(200);
    const user = await userDoc(email);
    expect(user.emailVerifiedAt).toBeInstanceOf(Date);
    expect(await verifyPassword(user.passwordHash, "the owner's own words")).toBe(true);
    expect(await verifyPassword(user.passwordHash, "the finder's own words")).toBe(false);
    expect(await readSession(cookie)).toBeNull();
    expect(user.memberships.map(({ status }) => status)).toEqual(["active", "active"]);
  });

  it("counts as one to another link that was handed out, and stays unverified", async () => {
    const email = address();
    const { cookie } = await handedLogin(email);
    const { inviteUrl } = await invited(await createTenant(), { email, sendEmail: false });
    const token = tokenIn(inviteUrl ?? "");
    expect(await next(token)).toBe("login");
    expect((await accept(token, { password: "four rainy harbours" })).code).toBe("password_not_allowed");
    expect((await accept(token, {})).code).toBe("login_required");
    expect((await accept(token, {}, cookie)).status).toBe(200);
    expect((await userDoc(email)).emailVerifiedAt).toBeNull();
  });

  it("a verified login stays one to both kinds of token", async () => {
    const email = address();
    await invited(await createTenant(), { email });
    await accept(await tokenTo(email));
    const cookie = await cookieOf(await userDoc(email));
    await invited(await createTenant(), { email });
    const mailed = await tokenTo(email);
    const { inviteUrl } = await invited(await createTenant(), { email, sendEmail: false });
    for (const token of [mailed, tokenIn(inviteUrl ?? "")]) {
      expect(await next(token)).toBe("login");
      expect((await accept(token, { password: "four rainy harbours" })).code).toBe("password_not_allowed");
      expect((await accept(token, {}, cookie)).status).toBe(200);
    }
    expect((await userDoc(email)).emailVerifiedAt).toBeInstanceOf(Date);
  });
});
