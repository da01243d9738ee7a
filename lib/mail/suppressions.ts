import type { ClientSession, ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { now } from "../clock";
import { accounts, suppressions } from "../db/client";
import { newIdAt } from "../db/ids";
import type { AccountDoc, SuppressionDoc, SuppressionReason } from "../db/types";
import type { EmailAddress } from "../email";
import { recordEvent } from "../events/record";

/** Addresses that nobody is invited at any more. An account's own count for it and for all accounts below. */

export interface Pair {
  account: ObjectId;
  emailKey: string;
}

/** As the sets and maps here name an account and an address. */
export function pairKey({ account, emailKey }: Pair): string {
  return `${account.toHexString()}:${emailKey}`;
}

/** Which of the pairs are stopped, by `pairKey`: two look-ups, however many they are. */
export async function findSuppressed(pairs: readonly Pair[], session?: ClientSession): Promise<Set<string>> {
  return new Set((await findStops(pairs, session)).keys());
}

/** The same with what stops them: the account's own stop before one above. */
export async function findStops(pairs: readonly Pair[], session?: ClientSession): Promise<Map<string, SuppressionDoc>> {
  if (pairs.length === 0) return new Map();
  const options = session ? { session } : {};
  const ids = new Map(pairs.map(({ account }) => [account.toHexString(), account]));
  const places = await accounts()
    .find({ _id: { $in: [...ids.values()] } }, { ...options, projection: { ancestors: 1 } })
    .toArray();
  // From the account itself upwards.
  const chains = new Map(places.map(({ _id, ancestors }) => [_id.toHexString(), [_id, ...ancestors.toReversed()]]));
  const chainOf = ({ account }: Pair) => chains.get(account.toHexString()) ?? [account];
  const above = new Map(pairs.flatMap(chainOf).map((id) => [id.toHexString(), id]));
  const stops = await suppressions()
    .find(
      { account: { $in: [...above.values()] }, emailKey: { $in: [...new Set(pairs.map(({ emailKey }) => emailKey))] } },
      options,
    )
    .toArray();
  const known = new Map(stops.map((stop) => [pairKey(stop), stop]));
  return new Map(
    pairs.flatMap((pair) => {
      const stop = chainOf(pair)
        .map((account) => known.get(pairKey({ account, emailKey: pair.emailKey })))
        .find(Boolean);
      return stop ? [[pairKey(pair), stop] as const] : [];
    }),
  );
}

/** What stops mail to the address from an account at hand, if anything. */
export async function findStop(
  { _id, ancestors }: Pick<AccountDoc, "_id" | "ancestors">,
  emailKey: string,
): Promise<SuppressionDoc | null> {
  const chain = [_id, ...ancestors.toReversed()];
  const stops = await suppressions()
    .find({ account: { $in: chain }, emailKey })
    .toArray();
  return chain.map((id) => stops.find(({ account }) => account.equals(id))).find(Boolean) ?? null;
}

const WHY: Record<SuppressionReason, string> = {
  bounce: "an earlier mail bounced",
  complaint: "an earlier mail was reported as spam",
  unsubscribe: "whoever reads it asked for no more mail",
  manual: "it was put on the list of stopped addresses by hand",
};

/** What stops mail to an address, and whose stop it is. */
type Told = Pick<SuppressionDoc, "account" | "reason">;

/**
 * What may be told of it to those who act for an account. What became of the mails of an account above, and which one that
 * is, is not for those below.
 */
export function reasonTold({ account, reason }: Told, reader: ObjectId): SuppressionReason | null {
  return account.equals(reader) ? reason : null;
}

/** As it ends a sentence: `Mail to ana@bakery.con` `is stopped, because an earlier mail bounced`. */
export function isStopped(stop: Told, reader: ObjectId): string {
  const reason = reasonTold(stop, reader);
  return reason ? `is stopped, because ${WHY[reason]}` : "is stopped for this account";
}

/** What a mail says of itself that was not sent because of this. */
export function stoppedSentence(stop: Told, email: string, reader: ObjectId): string {
  return `Not sent: mail to ${email} ${isStopped(stop, reader)}.`;
}

/** What the person said themselves outweighs what machines said, and both outweigh a note by hand. */
const WEIGHT: Record<SuppressionReason, number> = { manual: 0, bounce: 1, unsubscribe: 2, complaint: 3 };

export interface Stop {
  address: EmailAddress;
  reason: SuppressionReason;
  detail: string | null;
  invitation: ObjectId | null;
}

/**
 * Stops mail to an address from the account and all below. Where it is stopped already, the weightier reason stays.
 * @returns the stop as it stands; whether it was not there before, and whether it has changed
 */
export async function stopAddress(
  session: ClientSession,
  actor: Actor,
  account: Pick<AccountDoc, "_id" | "ancestors">,
  { address, reason, detail, invitation }: Stop,
): Promise<{ stop: SuppressionDoc; added: boolean; changed: boolean }> {
  const at = now();
  const place = { account: account._id, emailKey: address.emailKey };
  const found = await suppressions().findOne(place, { session });
  if (found && WEIGHT[found.reason] >= WEIGHT[reason]) return { stop: found, added: false, changed: false };
  const stop: SuppressionDoc = {
    ...place,
    _id: found?._id ?? newIdAt(at),
    email: address.email,
    reason,
    detail: detail?.slice(0, LONGEST_DETAIL) ?? null,
    invitation,
    createdAt: found?.createdAt ?? at,
  };
  // The unique index, and the conflict of two transactions, settle who is first.
  if (found) await suppressions().replaceOne({ _id: found._id }, stop, { session });
  else await suppressions().insertOne(stop, { session });
  await recordEvent(session, actor, "suppression.added", account, subjectOf(stop), { email: stop.email, reason });
  return { stop, added: !found, changed: true };
}

const LONGEST_DETAIL = 500;

/** Events are about things that stay: the invitation that brought it about, else the account. */
export function subjectOf({ invitation, account }: Pick<SuppressionDoc, "invitation" | "account">) {
  return invitation ? ({ type: "invitation", id: invitation } as const) : ({ type: "account", id: account } as const);
}
