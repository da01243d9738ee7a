import { describe, expect, it } from "vitest";
import { readSession, signIn, userActor } from "@/lib/auth/session";
import { events, mails, users } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { changePassword } from "@/lib/users/change-password";
import { endOtherSessions } from "@/lib/users/end-sessions";
import { requestPasswordReset } from "@/lib/users/request-password-reset";
import { record } from "../support/address-links";
import { cookieOf, createMember, createTenant, PASSWORD, type Person } from "../support/factories";

const NEW_PASSWORD = "another fine day";

async function member() {
  const person = await createMember(await createTenant(), "member");
  return { ...person, actor: userActor(person.user, null) };
}

async function refused(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw new Error("It was not refused");
}

/** A session at the version that was answered, as the page opens one. */
const reopened = ({ user }: Person, sessionVersion: number) => cookieOf({ _id: user._id, sessionVersion });

describe("changing one's password", () => {
  it("ends every session but the one that is opened anew, and is told by mail", async () => {
    const person = await member();
    const { sessionVersion } = await changePassword(person.actor, {
      currentPassword: PASSWORD,
      password: NEW_PASSWORD,
    });
    expect(await readSession(person.cookie)).toBeNull();
    expect(await readSession(await reopened(person, sessionVersion))).not.toBeNull();
    await expect(signIn({ email: person.user.email, password: NEW_PASSWORD, ip: null })).resolves.toBeTruthy();
    expect(await mails().countDocuments({ "to.email": person.user.email, kind: "password-changed" })).toBe(1);
    expect(await events().countDocuments({ "subject.id": person.user._id, type: "user.password_changed" })).toBe(1);
  });

  it("makes a mailed link to a new one worthless", async () => {
    const person = await member();
    await requestPasswordReset(person.user.email, { ip: null });
    await changePassword(person.actor, { currentPassword: PASSWORD, password: NEW_PASSWORD });
    expect((await record(person.user)).resetToken).toBeUndefined();
  });

  it("403 where the current one is missing or wrong, and each try counts as a sign-in", async () => {
    const { actor, user } = await member();
    const missing = await refused(changePassword(actor, { currentPassword: "", password: NEW_PASSWORD }));
    expect([missing.code, missing.errors?.[0]?.path]).toEqual(["reauthentication_required", "currentPassword"]);
    for (let times = 0; times < 10; times++) {
      const wrong = await refused(changePassword(actor, { currentPassword: "wrong", password: NEW_PASSWORD }));
      expect(wrong.code).toBe("reauthentication_required");
    }
    const over = await refused(changePassword(actor, { currentPassword: PASSWORD, password: NEW_PASSWORD }));
    expect(over.code).toBe("rate_limited");
    expect((await record(user)).sessionVersion).toBe(0);
  });

  it("422 for one that is easy to guess; nothing is changed", async () => {
    const { actor, cookie } = await member();
    const weak = await refused(changePassword(actor, { currentPassword: PASSWORD, password: "password" }));
    expect([weak.code, weak.errors?.[0]?.path]).toEqual(["password_too_weak", "password"]);
    expect(await readSession(cookie)).not.toBeNull();
  });

  it("of two at once, one counts", async () => {
    const { actor, user } = await member();
    const outcomes = await Promise.allSettled(
      ["first fine day", "second fine day"].map((password) =>
        changePassword(actor, { currentPassword: PASSWORD, password }),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await record(user)).sessionVersion).toBe(1);
  });
});

describe("ending all other sessions", () => {
  it("ends them all; the caller goes on at the version that is answered", async () => {
    const person = await member();
    const { sessionVersion } = await endOtherSessions(person.actor);
    expect(await readSession(person.cookie)).toBeNull();
    expect(await readSession(await reopened(person, sessionVersion))).not.toBeNull();
    expect(await events().countDocuments({ "subject.id": person.user._id, type: "user.sessions_ended" })).toBe(1);
  });

  it("is 401 for somebody who is disabled meanwhile", async () => {
    const { actor, user } = await member();
    await users().updateOne({ _id: user._id }, { $set: { status: "disabled" } });
    expect((await refused(endOtherSessions(actor))).code).toBe("unauthenticated");
  });
});
