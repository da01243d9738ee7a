import { createRootAccount, hasRootAccount } from "../accounts/create-root";
import { assertStrong, hashPassword } from "../auth/passwords";
import { transact } from "../db/client";
import { requireEmail } from "../email";
import { env } from "../env";
import { AppError } from "../errors";
import { log } from "../log";

/** Makes the first root account from OWNER_EMAIL, OWNER_PASSWORD and OWNER_ACCOUNT, once, where there is none yet. */
export async function ensureOwner(): Promise<void> {
  const { owner } = env();
  if (!owner || (await hasRootAccount())) return;
  const address = requireEmail(owner.email, "OWNER_EMAIL");
  assertStrong(owner.password);
  const passwordHash = await hashPassword(owner.password);
  try {
    await transact((session) =>
      createRootAccount(session, owner.account, { address, passwordHash, firstName: "", lastName: "" }),
    );
    log.info("The root account of OWNER_ACCOUNT was made", { account: owner.account });
  } catch (error) {
    // Another copy of the server was quicker.
    if (!(error instanceof AppError && error.code === "already_set_up")) throw error;
  }
}
