import { beforeAll, describe, expect, it } from "vitest";
import { nextAuthOptions } from "@/lib/auth/next-auth";
import { readSession, signIn } from "@/lib/auth/session";
import { decodeSession, encodeSession, sessionClaims, userOfSession } from "@/lib/auth/session-token";
import { users } from "@/lib/db/client";
import { forgetEnv } from "@/lib/env";
import { AppError } from "@/lib/errors";
import {
  cookieOf,
  createMember,
  createPerson,
  createTenant,
  createUser,
  PASSWORD,
  type Tenant,
} from "../support/factories";

let root: Tenant;
beforeAll(async () => {
  root = await createTenant();
});

async function refusal(email: string, password: string, ip: string | null = null): Promise<AppError> {
  const outcome = await signIn({ email, password, ip }).catch((error: unknown) => error);
  if (outcome instanceof AppError) return outcome;
  throw new Error("was not refused");
}

describe("signing in", () => {
  it("takes the address in any case, and gives the user", async () => {
    const { _id, email } = root.owner;
    expect((await signIn({ email: ` ${email.toUpperCase()} `, password: PASSWORD, ip: null }))._id).toEqual(_id);
  });

  it("says the same whatever is wrong", async () => {
    const disabled = await createUser({ status: "disabled" });
    const invited = await createUser({ status: "invited" });
    const without = await createUser();
    await users().updateOne({ _id: without._id }, { $unset: { passwordHash: "" } });
    const refusals = await Promise.all([
      refusal(root.owner.email, "wrong password"),
      refusal("nobody@example.com", PASSWORD),
      refusal(disabled.email, PASSWORD),
      refusal(invited.email, PASSWORD),
      refusal(without.email, PASSWORD),
      refusal("not an address", PASSWORD),
    ]);
    expect(new Set(refusals.map(({ code }) => code))).toEqual(new Set(["sign_in_failed"]));
    expect(new Set(refusals.map(({ message }) => message)).size).toBe(1);
  });

  it("is 429 at the eleventh try for an address, the right password included", async () => {
    const { email } = await createUser();
    for (let tries = 0; tries < 10; tries++) await refusal(email, "wrong password", `10.9.0.${tries}`);
    expect(await refusal(email, PASSWORD, "10.9.1.1")).toMatchObject({ code: "rate_limited", status: 429 });
  });
});

describe("a session", () => {
  it("is read from the cookie, with active memberships only", async () => {
    const { user, cookie } = await createPerson({
      memberships: [
        { account: root.account._id, role: "member", status: "active" },
        { account: root.owner._id, role: "admin", status: "invited" },
      ],
    });
    expect(await readSession(`theme=dark; ${cookie}; x=y`)).toMatchObject({
      id: user._id,
      name: "Rui Costa",
      memberships: [{ account: root.account._id, role: "member" }],
    });
  });

  it.each([null, "", "next-auth.session-token=", "next-auth.session-token=ey.nonsense", "next-auth.session-token"])(
    "is none from %j",
    async (cookie) => {
      expect(await readSession(cookie)).toBeNull();
    },
  );

  it("holds an id and a version, nothing else of the user", async () => {
    const claims = await decodeSession(await encodeSession(sessionClaims(root.owner)));
    expect(Object.keys(claims ?? {}).sort()).toEqual(["exp", "iat", "jti", "sub", "version"]);
  });

  it("outlives a change of APP_SECRET while the old one is known as previous", async () => {
    const cookie = await cookieOf(root.owner);
    const old = process.env.APP_SECRET;
    try {
      process.env.APP_SECRET = "another-secret-for-tests-with-more-than-32-bytes";
      forgetEnv();
      expect(await readSession(cookie)).toBeNull();
      process.env.APP_SECRET_PREVIOUS = old;
      forgetEnv();
      expect(await readSession(cookie)).toMatchObject({ id: root.owner._id });
    } finally {
      process.env.APP_SECRET = old;
      delete process.env.APP_SECRET_PREVIOUS;
      forgetEnv();
    }
  });
});

describe("next-auth", () => {
  const sessionOf = async (cookie: string) => {
    const { jwt, callbacks } = nextAuthOptions();
    const token = await jwt?.decode?.({ token: cookie.split("=")[1] ?? "", secret: "" });
    if (!token) return null;
    return callbacks?.session?.({
      session: { expires: "2026-12-01T00:00:00.000Z" },
      token,
      user: { id: "", email: "", emailVerified: null },
      newSession: undefined,
      trigger: "update",
    });
  };

  it("shows who and where, nothing secret", async () => {
    const { user, cookie } = await createMember(root, "admin");
    expect(await sessionOf(cookie)).toEqual({
      user: { id: user._id.toHexString(), email: user.email, name: "Rui Costa" },
      account: { id: root.id, name: "Acme", role: "admin" },
      expires: "2026-12-01T00:00:00.000Z",
    });
  });

  it("shows no account to who belongs to none", async () => {
    const { cookie } = await createPerson();
    expect(await sessionOf(cookie)).toMatchObject({ account: null });
  });

  it("does not take an ended session", async () => {
    const { user, cookie } = await createPerson();
    await users().updateOne({ _id: user._id }, { $inc: { sessionVersion: 1 } });
    expect(await sessionOf(cookie)).toBeNull();
  });

  it("keeps to its own address and secret, and ignores what a client says with an update", async () => {
    const { callbacks } = nextAuthOptions();
    expect(process.env.NEXTAUTH_URL).toBe("http://localhost:3000");
    const token = sessionClaims(root.owner);
    const after = await callbacks?.jwt?.({
      token,
      trigger: "update",
      session: { sub: "somebody else", version: 9 },
      // next-auth's types ask for them; at an update they are not there.
      user: undefined as never,
      account: null,
    });
    expect(after).toEqual(token);
    expect(await userOfSession(after ?? null)).toMatchObject({ _id: root.owner._id });
  });
});

describe("next-auth's options", () => {
  it("send nobody to another origin after signing in", async () => {
    const { redirect } = nextAuthOptions().callbacks ?? {};
    const baseUrl = "http://localhost:3000";
    expect(await redirect?.({ url: "http://localhost:3000.evil.example/", baseUrl })).toBe(baseUrl);
    expect(await redirect?.({ url: "https://evil.example/", baseUrl })).toBe(baseUrl);
    expect(await redirect?.({ url: "/a/1", baseUrl })).toBe(`${baseUrl}/a/1`);
  });
});
