import { randomBytes } from "node:crypto";
import { createRootAccount, hasRootAccount } from "../accounts/create-root";
import { assertStrong, hashPassword } from "../auth/passwords";
import { meta, transact } from "../db/client";
import type { AccountDoc, UserDoc } from "../db/types";
import { requireEmail } from "../email";
import { AppError } from "../errors";
import { hmac, sha256 } from "../secrets";

/**
 * The first root account, made by whoever can read the server's output: a one-time code is printed there at start. It is
 * derived from a stored nonce and APP_SECRET, so that every copy prints the same code and the database holds its hash alone.
 */

const RECORD = "setup";
// Without letters and digits that look alike.
const ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const CODE_LENGTH = 20;

export interface SetUpInput {
  accountName: string;
  firstName: string;
  lastName: string;
  email: string;
  password: string;
}

export function isSetUp(): Promise<boolean> {
  return hasRootAccount();
}

/** The code to print while there is no root account, the same at every start; null once there is one. */
export async function prepareSetup(): Promise<string | null> {
  if (await isSetUp()) {
    await meta().deleteOne({ _id: RECORD });
    return null;
  }
  const kept = await meta().findOneAndUpdate(
    { _id: RECORD },
    { $setOnInsert: { nonce: randomBytes(16).toString("base64url") } },
    { upsert: true, returnDocument: "after" },
  );
  const code = codeFrom(String(kept?.nonce));
  await meta().updateOne({ _id: RECORD }, { $set: { hash: hashOf(code) } });
  return code;
}

function codeFrom(nonce: string): string {
  const bytes = Buffer.from(hmac("setup-code", nonce), "base64url");
  const letters = [...bytes.subarray(0, CODE_LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]);
  return letters.join("").replace(/(.{5})(?=.)/g, "$1-");
}

function hashOf(code: string): string {
  return sha256(code.toUpperCase().replace(/[^A-Z0-9]/g, ""));
}

/**
 * Makes the root account and its owner, with the printed code.
 * @throws AppError 409 `already_set_up`, 403 `forbidden` for a wrong code, 422 `invalid_email` or `password_too_weak`
 */
export async function setUp(code: string, input: SetUpInput): Promise<{ user: UserDoc; account: AccountDoc }> {
  if (await isSetUp()) throw new AppError("already_set_up", "Foyer has been set up already. Sign in instead.");
  const hash = hashOf(code);
  if (!(await meta().findOne({ _id: RECORD, hash }))) throw wrongCode();
  const address = requireEmail(input.email);
  assertStrong(input.password);
  const passwordHash = await hashPassword(input.password);
  const { account, owner } = await transact(async (session) => {
    // The code is used up by the write that finds it: of two at the same time one succeeds.
    const used = await meta().deleteOne({ _id: RECORD, hash }, { session });
    if (used.deletedCount === 0)
      throw new AppError("already_set_up", "Foyer has been set up already. Sign in instead.");
    const { firstName, lastName } = input;
    return createRootAccount(session, input.accountName, { address, passwordHash, firstName, lastName });
  });
  return { user: owner, account };
}

function wrongCode(): AppError {
  const message = "This is not the code that the server printed when it started. Copy it from there.";
  return new AppError("forbidden", message, { errors: [{ path: "code", code: "forbidden", message }] });
}
