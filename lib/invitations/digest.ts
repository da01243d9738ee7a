import type { Collection, ObjectId } from "mongodb";
import { now } from "../clock";
import { accounts, invitations, isDuplicateOf, meta, transact, users } from "../db/client";
import { parseId } from "../db/ids";
import type { AccountDoc, ActorRef, MailDoc } from "../db/types";
import { wakeOutbox } from "../engine/wake";
import { queueMail, rootOf } from "../mail/queue";
import { fullName } from "../text";
import { wantsNotice } from "./compose";
import { type Reader, readersOf } from "./inviter";
import { inviteeName } from "./view";

/**
 * Tells whoever invited of what ended unanswered: in one mail, the first time at once, then once a day with all that ended
 * meanwhile. A digest is opened, collects by the thousand, and is closed with its mail; each step is one transaction that
 * another copy can go on from, so that what a copy leaves in the middle loses nobody and names nobody twice.
 */

const DAY = 24 * 3_600_000;
const NAMED = 20;
const AT_ONCE = 1_000;
const DIGEST = "digest:";

/** A digest as it is kept in `meta`; its id says whose it is. Closed, it holds the next one back for a day. */
interface Digest {
  _id: string;
  at: Date;
  open: boolean;
  count: number;
  list: NonNullable<MailDoc["list"]>;
}

/** What one reader is to be told of, in one account. */
interface Telling {
  account: AccountDoc;
  reader: Reader;
  inviters: (ObjectId | null)[];
}

const digests = () => meta() as unknown as Collection<Digest>;
const ALL = { _id: { $gte: DIGEST, $lt: `${DIGEST}g` } };

function digestId({ account, reader }: Pick<Telling, "account" | "reader">): string {
  return `${DIGEST}${account._id.toHexString()}:${reader._id.toHexString()}`;
}

function whoseDigest(id: string): { account: ObjectId | null; reader: ObjectId | null } {
  const [account = "", reader = ""] = id.slice(DIGEST.length).split(":");
  return { account: parseId(account), reader: parseId(reader) };
}

/** @returns how many mails this call wrote */
export async function tellExpired(signal?: AbortSignal): Promise<{ told: number }> {
  let told = 0;
  // Read before what waits is: one without anything that waits has been interrupted on its last step.
  const left = await digests()
    .find({ ...ALL, open: true }, { projection: { _id: 1 } })
    .toArray();
  for (const scope of await scopesToTell(left)) {
    if (signal?.aborted) break;
    // While some are still being ended they would miss the mail, and wait a day for the next.
    if (await isEnding(scope)) continue;
    const mine = left.filter(({ _id }) => whoseDigest(_id).account?.equals(scope));
    const complete = new Set(mine.map(({ _id }) => _id));
    for (const telling of await whomToTell(scope)) {
      complete.add(digestId(telling));
      await collect(telling, signal);
    }
    if (signal?.aborted) break;
    for (const _id of complete) if (await close(_id)) told += 1;
  }
  if (told > 0) wakeOutbox();
  await digests().deleteMany({ ...ALL, open: false, at: { $lte: new Date(now().getTime() - DAY) } });
  return { told };
}

async function scopesToTell(left: Pick<Digest, "_id">[]): Promise<ObjectId[]> {
  const due: ObjectId[] = await invitations().distinct("scope", { digestDue: { $lte: now() } });
  const interrupted = left.flatMap(({ _id }) => whoseDigest(_id).account ?? []);
  return [...new Map([...due, ...interrupted].map((id) => [id.toHexString(), id])).values()];
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
  const inviting = groups.map(({ _id }) => _id);
  const tellings: Telling[] = [];
  for (const { reader, inviters } of await readersOf(inviting, account)) {
    if (reader && wantsNotice(account, "expired")) tellings.push({ account, reader, inviters });
    // Nobody is there to read it, or wants to.
    else await invitations().updateMany(listed({ account, inviters }), { $unset: { digestDue: "" } });
  }
  return tellings;
}

function listed({ account, inviters }: Pick<Telling, "account" | "inviters">) {
  return { scope: account._id, "invitedBy.id": { $in: inviters }, digestDue: { $type: "date" as const } };
}

/** Opens the reader's digest where a day has passed since the last one, and takes all into it that waits. */
async function collect(telling: Telling, signal: AbortSignal | undefined): Promise<void> {
  const _id = digestId(telling);
  const last = (await digests().findOne({ _id })) ?? (await open(_id));
  const over = new Date(last.at.getTime() + DAY);
  if (!last.open && over > now()) return postpone(telling, over);
  if (!last.open) await open(_id);
  while (!signal?.aborted && (await collectSome(_id, telling))) {
    // The next thousand.
  }
}

const NEW = { open: true, count: 0, list: [] };

/** The filter, and the unique id that a refused upsert runs into, let one copy through a day. */
async function open(_id: string): Promise<Pick<Digest, "at" | "open">> {
  const at = now();
  try {
    await digests().updateOne(
      { _id, open: false, at: { $lte: new Date(at.getTime() - DAY) } },
      { $set: { at, ...NEW } },
      { upsert: true },
    );
  } catch (error) {
    // Another copy was quicker; both go on with the same one.
    if (!isDuplicateOf(error, "_id_")) throw error;
  }
  return { at, open: true };
}

/** @returns whether there may be more */
async function collectSome(_id: string, telling: Telling): Promise<boolean> {
  return transact(async (session) => {
    const some = await invitations()
      .find(listed(telling), { projection: { firstName: 1, lastName: 1, email: 1 }, session })
      // In the index's own order, so that the last thousand cost no more than the first.
      .hint("to_tell_whom")
      .sort({ digestDue: 1 })
      .limit(AT_ONCE)
      .toArray();
    if (some.length === 0) return false;
    const named = some.slice(0, NAMED).map((one) => ({ name: inviteeName(one), email: one.email }));
    const taken = await digests().updateOne(
      { _id, open: true },
      { $inc: { count: some.length }, $push: { list: { $each: named, $slice: NAMED } } },
      { session },
    );
    // Closed by another copy: what came after that waits for the next one.
    if (taken.matchedCount === 0) return false;
    const ids = some.map(({ _id: id }) => id);
    await invitations().updateMany({ _id: { $in: ids } }, { $unset: { digestDue: "" } }, { session });
    return some.length === AT_ONCE;
  });
}

/** @returns whether this call wrote the mail */
async function close(_id: string): Promise<boolean> {
  const whose = whoseDigest(_id);
  return transact(async (session) => {
    const digest = await digests().findOneAndUpdate(
      { _id, open: true },
      { $set: { open: false, list: [] } },
      { session },
    );
    if (!digest) return false;
    const [account, reader] = [
      whose.account && (await accounts().findOne({ _id: whose.account }, { session })),
      whose.reader && (await users().findOne({ _id: whose.reader }, { session })),
    ];
    if (digest.count === 0 || !account || !reader) {
      // Nothing was told, so nothing is held back by it.
      await digests().deleteOne({ _id }, { session });
      return false;
    }
    await queueMail(session, {
      kind: "invitations-expired",
      account: account._id,
      tenant: rootOf(account),
      to: { email: reader.email, name: fullName(reader) || reader.email },
      locale: reader.locale ?? "en",
      data: { accountName: account.name, count: String(digest.count), timezone: reader.timezone },
      list: digest.list,
    });
    return true;
  });
}

/** Not looked at again until the next mail may be written. */
async function postpone(telling: Telling, until: Date): Promise<void> {
  await invitations().updateMany({ ...listed(telling), digestDue: { $lte: now() } }, { $set: { digestDue: until } });
}
