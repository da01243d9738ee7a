import { describe, expect, it } from "vitest";
import { signReset, verifyReset } from "@/lib/auth/mail-token";
import { readSession, signIn } from "@/lib/auth/session";
import { setClock } from "@/lib/clock";
import { mails, users } from "@/lib/db/client";
import type { MailDoc } from "@/lib/db/types";
import { AppError } from "@/lib/errors";
import { renderMail } from "@/lib/mail/render";
import { describeReset } from "@/lib/users/describe-reset";
import { requestPasswordReset } from "@/lib/users/request-password-reset";
import { resetPassword } from "@/lib/users/reset-password";
import { address, cookieOf, createPerson, createTenant, createUser, PASSWORD, type Person } from "../support/factories";

const NEW_PASSWORD = "another fine day";

async function mailsTo(email: string, kind: MailDoc["kind"]): Promise<MailDoc[]> {
  return mails().find({ "to.email": email, kind }).sort({ _id: 1 }).toArray();
}

async function requested({ user }: Person, next?: string): Promise<string> {
  await requestPasswordReset(user.email, { ip: null, next });
  const mail = (await mailsTo(user.email, "password-reset")).at(-1);
  if (!mail) throw new Error("No mail was queued");
  return signReset(mail._id, mail.reset);
}

async function refused(work: Promise<unknown>): Promise<string> {
  const outcome = await work.then(
    () => "done",
    (error: unknown) => error,
  );
  if (outcome instanceof AppError) return outcome.code;
  return String(outcome);
}

async function createMemberOfNew(): Promise<Person> {
  const { account } = await createTenant();
  return createPerson({ memberships: [{ account: account._id, role: "member", status: "active" }] });
}

describe("asking for a new password", () => {
  it("mails a link that leads to a new password, once", async () => {
    const person = await createMemberOfNew();
    const token = await requested(person);
    const [mail] = await mailsTo(person.user.email, "password-reset");
    expect((await renderMail(mail as MailDoc)).text).toContain(`/reset-password?token=${token}`);

    expect(await describeReset(token)).toEqual({ email: person.user.email });
    expect(await resetPassword(token, NEW_PASSWORD)).toEqual({ next: null });
    expect(await refused(signIn({ email: person.user.email, password: PASSWORD, ip: null }))).toBe("sign_in_failed");
    await expect(signIn({ email: person.user.email, password: NEW_PASSWORD, ip: null })).resolves.toBeTruthy();
    expect(await refused(resetPassword(token, NEW_PASSWORD))).toBe("token_used");
    expect(await describeReset(token)).toBeNull();
    expect(await mailsTo(person.user.email, "password-changed")).toHaveLength(1);
  });

  it("ends all sessions and shows the address to be theirs", async () => {
    const person = await createMemberOfNew();
    await users().updateOne({ _id: person.user._id }, { $set: { emailVerifiedAt: null } });
    const cookie = await cookieOf(person.user);
    await resetPassword(await requested(person), NEW_PASSWORD);
    expect(await readSession(cookie)).toBeNull();
    expect((await users().findOne({ _id: person.user._id }))?.emailVerifiedAt).toBeInstanceOf(Date);
  });

  it("answers alike, and as late, whether or not there is a login", async () => {
    await createTenant();
    const known = await createUser();
    const invited = await createUser({ status: "invited" });
    const disabled = await createUser({ status: "disabled" });
    for (const email of [known.email, invited.email, disabled.email, address("nobody"), "not an address"]) {
      const started = performance.now();
      expect(await requestPasswordReset(email, { ip: null })).toBeUndefined();
      expect(performance.now() - started).toBeGreaterThanOrEqual(240);
    }
    expect(await mailsTo(known.email, "password-reset")).toHaveLength(1);
    for (const { email } of [invited, disabled]) expect(await mailsTo(email, "password-reset")).toHaveLength(0);
  });

  it("leads back to where one was on the way to, on this site alone", async () => {
    const person = await createMemberOfNew();
    const path = "/accept-invite/64b8f0c2a1d3e4f5a6b7c8d9";
    expect(await resetPassword(await requested(person, path), NEW_PASSWORD)).toEqual({ next: path });
    expect(await resetPassword(await requested(person, "//evil.example"), `${NEW_PASSWORD} 2`)).toEqual({ next: null });
  });

  it("makes the link before it worthless", async () => {
    const person = await createMemberOfNew();
    const [first, second] = [await requested(person), await requested(person)];
    expect(await refused(resetPassword(first, NEW_PASSWORD))).toBe("token_used");
    expect(await refused(resetPassword(second, NEW_PASSWORD))).toBe("done");
  });

  it("is 429 at the eleventh time for an address", async () => {
    const email = address("often");
    for (let times = 0; times < 10; times++) await requestPasswordReset(email, { ip: null });
    expect(await refused(requestPasswordReset(email, { ip: null }))).toBe("rate_limited");
  });
});

describe("the link", () => {
  it("works for an hour", async () => {
    const token = await requested(await createMemberOfNew());
    setClock(60 * 60_000 + 1000);
    const late = await refused(resetPassword(token, NEW_PASSWORD));
    setClock(0);
    expect(late).toBe("token_used");
  });

  it("is not used up by a password that is too weak", async () => {
    const token = await requested(await createMemberOfNew());
    expect(await refused(resetPassword(token, "password"))).toBe("password_too_weak");
    expect(await refused(resetPassword(token, NEW_PASSWORD))).toBe("done");
  });

  it("of 10 at once, one sets the password", async () => {
    const person = await createMemberOfNew();
    const token = await requested(person);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, n) => refused(resetPassword(token, `${NEW_PASSWORD} ${n}`))),
    );
    expect(outcomes.filter((outcome) => outcome === "token_used")).toHaveLength(9);
    expect(await mailsTo(person.user.email, "password-changed")).toHaveLength(1);
  });

  it.each(["", "nonsense", "eyJhbGciOiJub25lIn0.eyJ1c3IiOiJ4In0.", "x".repeat(5000)])("is 401 as %j", async (token) => {
    expect(await refused(resetPassword(token, NEW_PASSWORD))).toBe("token_invalid");
    expect(await verifyReset(token)).toBeNull();
  });
});
