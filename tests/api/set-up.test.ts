import { beforeEach, describe, expect, it } from "vitest";
import { signIn } from "@/lib/auth/session";
import { accounts, meta, users } from "@/lib/db/client";
import { forgetEnv } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { ensureOwner } from "@/lib/users/ensure-owner";
import { isSetUp, prepareSetup, setUp } from "@/lib/users/set-up";

const OWNER = {
  accountName: "Acme",
  firstName: "Rui",
  lastName: "Costa",
  email: "rui@acme.example",
  password: "a fine day to begin",
};

beforeEach(async () => {
  await Promise.all([accounts().deleteMany({}), users().deleteMany({}), meta().deleteMany({})]);
});

async function code(): Promise<string> {
  const made = await prepareSetup();
  if (made === null) throw new Error("No code was made");
  return made;
}

async function refused(work: Promise<unknown>): Promise<string> {
  const outcome = await work.catch((error: unknown) => error);
  return outcome instanceof AppError ? outcome.code : "done";
}

describe("setting up", () => {
  it("with the printed code makes the root account and its owner, who can sign in", async () => {
    const { user, account } = await setUp(await code(), OWNER);
    expect(account).toMatchObject({ name: "Acme", parent: null, status: "active", owner: user._id });
    expect((await signIn({ email: OWNER.email, password: OWNER.password, ip: null }))._id).toEqual(user._id);
    expect([await isSetUp(), await prepareSetup()]).toEqual([true, null]);
  });

  it("the code is the same at every start and in every copy, however it is typed, and is stored as a hash", async () => {
    const codes = await Promise.all(Array.from({ length: 10 }, prepareSetup));
    expect(new Set(codes).size).toBe(1);
    const given = await code();
    expect(given).toMatch(/^([A-Z2-9]{5}-){3}[A-Z2-9]{5}$/);
    expect(JSON.stringify(await meta().find().toArray())).not.toContain(given.replaceAll("-", ""));
    await expect(setUp(` ${given.toLowerCase().replaceAll("-", " ")}`, OWNER)).resolves.toBeTruthy();
  });

  it("403 with another code, and nothing is made", async () => {
    await code();
    expect(await refused(setUp("AAAAA-AAAAA-AAAAA-AAAAA", OWNER))).toBe("forbidden");
    expect(await refused(setUp("", OWNER))).toBe("forbidden");
    expect(await isSetUp()).toBe(false);
  });

  it("422 for an address or password that will not do; the code stays good", async () => {
    const given = await code();
    expect(await refused(setUp(given, { ...OWNER, email: "rui" }))).toBe("invalid_email");
    expect(await refused(setUp(given, { ...OWNER, password: "password" }))).toBe("password_too_weak");
    expect(await refused(setUp(given, OWNER))).toBe("done");
  });

  it("works once: 409 afterwards, and for all but one of 10 at once", async () => {
    const given = await code();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, n) => refused(setUp(given, { ...OWNER, email: `rui${n}@acme.example` }))),
    );
    expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "already_set_up")).toHaveLength(9);
    expect([await accounts().countDocuments(), await users().countDocuments()]).toEqual([1, 1]);
    expect(await refused(setUp(given, OWNER))).toBe("already_set_up");
  });
});

it("OWNER_* make the first account once, however many copies start", async () => {
  Object.assign(process.env, {
    OWNER_EMAIL: "ana@acme.example",
    OWNER_PASSWORD: "a fine day to begin",
    OWNER_ACCOUNT: "Acme",
  });
  forgetEnv();
  try {
    await Promise.all(Array.from({ length: 10 }, ensureOwner));
    await ensureOwner();
    expect([await accounts().countDocuments(), await users().countDocuments()]).toEqual([1, 1]);
    await expect(
      signIn({ email: "ana@acme.example", password: "a fine day to begin", ip: null }),
    ).resolves.toBeTruthy();
  } finally {
    for (const name of ["OWNER_EMAIL", "OWNER_PASSWORD", "OWNER_ACCOUNT"]) delete process.env[name];
    forgetEnv();
  }
});
