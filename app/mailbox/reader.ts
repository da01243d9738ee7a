import { headers } from "next/headers";
import type { UserActor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { assertReader } from "@/lib/mail/mailbox";

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Signed out, only requests to a loopback name count: a page elsewhere may have a name of its own that resolves to this
 * machine (DNS rebinding), and a mail opens an account.
 */
export async function reachedByLoopbackName(): Promise<boolean> {
  return LOOPBACK.test((await headers()).get("host") ?? "");
}

/** Whether the place is there for this user. */
export async function mayReadMailbox(actor: UserActor): Promise<boolean> {
  try {
    await assertReader(actor);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return false;
    throw error;
  }
}
