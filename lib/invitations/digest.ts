import type { ClientSession, ObjectId } from "mongodb";
import { now } from "../clock";
import { accounts, invitations, isDuplicateOf, meta, transact } from "../db/client";
import type { AccountDoc, ActorRef } from "../db/types";
import { wakeOutbox } from "../engine/wake";
import { queueMail, rootOf } from "../mail/queue";
import { fullName } from "../text";
import { wantsNotice } from "./compose";
import { type Reader, readersOf } from "./inviter";
import { inviteeName } from "./view";

/**
 * Tells whoever invited of what ended unanswered: in one mail, the first time at once, then once a day with all that ended
 * meanwhile.
 */

const DAY = 24 * 3_600_000;
const NAMED = 20;
const TURN = "digest:";

/** What one reader is to be told of, in one account. */
interface Telling {
  account: AccountDoc;
  reader: Reader;
  inviters: (ObjectId | null)[];
}

/**
 * Each invitation is told of once, however many copies call this: it is taken off the list with the mail that names it.
 * @returns how many mails this call wrote
 */
export async function tellExpired(signal?: AbortSignal): Promise<{ told: number }> {
  let told = 0;
  const scopes: ObjectId[] = await invitations().distinct("scope", { digestDue: { $lte: now() } });
  for (const scope of scopes) {
    if (signal?.aborted) break;
    // While some are still being ended they would miss the mail, and wait a day for the next.
    if (await isEnding(scope)) continue;
    for (const telling of await whomToTell(scope)) if (await tell(telling)) told += 1;
  }
  if (told > 0) wakeOutbox();
  await forgetTurns();
  return { told };
}

async function isEnding(scope: ObjectId): Promise<boolean> {
  const overdue = { status: "pending" as const, expiresAt: { $lte: now() }, scope };
  return (await invitations().findOne(overdue, { projection: { _id: 1 } })) !== null;
}

async function whomToTell(scope: ObjectId): Promise<Telling[]> {
  const [account, groups] = await Promise.all([
    accounts().findOne({ _id: scope }),
    invitations()
      .aggregate<{ _id: Pick<ActorRef, "type" | "id"> }>([
        { $match: { scope, digestDue: { $type: "date" } } },
        { $group: { _id: { type: "$invitedBy.type", id: "$invitedBy.id" } } },
      ])
      .toArray(),
  ]);
  if (!account) return [];
  const readers = await readersOf(
    groups.map(({ _id }) => _id),
    account,
  );
  const tellings: Telling[] = [];
  for (const { reader, inviters } of readers) {
    if (reader && wantsNotice(account, "expired")) tellings.push({ account, reader, inviters });
    // Nobody is there to read it, or wants to.
    else await invitations().updateMany(listed({ account, inviters }), { $unset: { digestDue: "" } });
  }
  return tellings;
}

function listed({ account, inviters }: Pick<Telling, "account" | "inviters">) {
  return { scope: account._id, "invitedBy.id": { $in: inviters }, digestDue: { $type: "date" as const } };
}

/** @returns whether this call wrote the mail */
async function tell(telling: Telling): Promise<boolean> {
  const at = now();
  const id = turnOf(telling);
  const turn = await meta().findOne({ _id: id });
  if (turn?.at instanceof Date && turn.at.getTime() > at.getTime() - DAY) {
    await postpone(telling, new Date(turn.at.getTime() + DAY));
    return false;
  }
  try {
    return await transact(async (session) => {
      await takeTurn(session, id, at);
      await write(session, telling);
      return true;
    });
  } catch (error) {
    // Another copy told them in this moment.
    if (error instanceof NothingToTell || isDuplicateOf(error, "_id_")) return false;
    throw error;
  }
}

class NothingToTell extends Error {}

function turnOf({ account, reader }: Telling): string {
  return `${TURN}${account._id.toHexString()}:${reader._id.toHexString()}`;
}

/** The filter, and the unique id that the refused upsert runs into, let one through a day. */
async function takeTurn(session: ClientSession, _id: string, at: Date): Promise<void> {
  const over = { _id, at: { $lte: new Date(at.getTime() - DAY) } };
  await meta().updateOne(over, { $set: { at } }, { session, upsert: true });
}

async function write(session: ClientSession, telling: Telling): Promise<void> {
  const { account, reader } = telling;
  const first = await invitations()
    .find(listed(telling), { projection: { firstName: 1, lastName: 1, email: 1 }, session })
    .sort({ digestDue: 1, _id: 1 })
    .limit(NAMED)
    .toArray();
  const { modifiedCount } = await invitations().updateMany(listed(telling), { $unset: { digestDue: "" } }, { session });
  if (modifiedCount === 0) throw new NothingToTell();
  await queueMail(session, {
    kind: "invitations-expired",
    account: account._id,
    tenant: rootOf(account),
    to: { email: reader.email, name: fullName(reader) || reader.email },
    locale: reader.locale ?? "en",
    data: { accountName: account.name, count: String(modifiedCount), timezone: reader.timezone },
    list: first.map((one) => ({ name: inviteeName(one), email: one.email })),
  });
}

/** Not looked at again until the next mail may be written. */
async function postpone(telling: Telling, until: Date): Promise<void> {
  await invitations().updateMany({ ...listed(telling), digestDue: { $lte: now() } }, { $set: { digestDue: until } });
}

/** A turn that is over a day ago holds nobody back. */
async function forgetTurns(): Promise<void> {
  await meta().deleteMany({
    _id: { $gte: TURN, $lt: `${TURN}g` },
    at: { $lte: new Date(now().getTime() - DAY) },
  });
}
