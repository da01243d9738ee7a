import { notFound, redirect } from "next/navigation";
import { after } from "next/server";
import { cache } from "react";
import type { UserActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/permissions";
import { currentActor } from "@/lib/auth/session";
import { parseId } from "@/lib/db/ids";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { rememberAccount } from "@/lib/users/last-account";

type Access = Awaited<ReturnType<typeof authorize>>;

type Entry =
  | { kind: "signed-out" }
  | { kind: "missing"; actor: UserActor }
  | { kind: "suspended"; actor: UserActor }
  | { kind: "open"; actor: UserActor; access: Access };

/** Who asks, and what this account is to them. Asked once a request, by the frame and the page alike. */
export const enter = cache(async (accountId: string): Promise<Entry> => {
  const actor = await currentActor();
  if (actor === null) return { kind: "signed-out" };
  const id = parseId(accountId);
  if (id === null) return { kind: "missing", actor };
  try {
    return { kind: "open", actor, access: await authorize(actor, id, "read") };
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return { kind: "missing", actor };
    if (error instanceof AppError && error.code === "account_suspended") return { kind: "suspended", actor };
    throw error;
  }
});

/**
 * For the top of every page of the console: who is not signed in goes to sign in and comes back to `path` (below
 * `/a/:accountId`), a foreign account is a 404, a suspended one says so.
 */
export async function openConsole(accountId: string, path: string) {
  const entry = await enter(accountId);
  if (entry.kind === "signed-out") redirect(`/login?callbackUrl=${encodeURIComponent(`/a/${accountId}${path}`)}`);
  if (entry.kind === "missing") notFound();
  if (entry.kind === "suspended") redirect(`/a/${accountId}/suspended`);
  const { actor, access } = entry;
  after(() => keepLast(actor, access.account._id));
  return { actor, id: access.account._id, base: `/a/${access.account._id.toHexString()}`, ...access };
}

/** `/` leads here next time. Asked of pages alone, since a frame is drawn for links that nobody has followed yet, too. */
async function keepLast(actor: UserActor, account: Access["account"]["_id"]): Promise<void> {
  try {
    await rememberAccount(actor, account);
  } catch (error) {
    log.warn("The last account could not be kept", { error });
  }
}
