import type { AnyBulkWriteOperation, ClientSession, Collection, Document, OptionalUnlessRequiredId } from "mongodb";
import type { ChunkDoc, RowResult } from "../db/batch-types";
import { accounts, contacts, events, invitations, mails, queues, transact, users } from "../db/client";
import { expireInvitation } from "../invitations/end";
import { countInvitationMails } from "../invitations/mail-limit";
import { type ClaimedChunk, heldBy, isFresh } from "./claim";
import { type Documents, documentsFor } from "./documents";
import type { Judged } from "./judge";
import type { Plan } from "./plan";
import { tallyOf } from "./tally";

/** Rows and all that follows from them in one transaction, whose first write is conditional on the claim's fence. */

/** Another claim has the chunk, or it was cancelled: whatever was made ready here is nothing. */
export class ClaimLost extends Error {}

/** What was judged has changed since: judged again, it comes out right. */
export class Stale extends Error {}

export interface Part {
  judged: readonly Judged[];
  /** Of rows that nothing is written for. */
  settled: readonly RowResult[];
}

/**
 * Writes what became of some rows of a chunk, which is done once all have a result.
 * @returns all results of the chunk so far
 * @throws ClaimLost, Stale, or what the database refused; then nothing was written
 */
export async function writePart(
  claimed: ClaimedChunk,
  plan: Plan,
  earlier: readonly RowResult[],
  part: Part,
): Promise<RowResult[]> {
  const documents = documentsFor(claimed.batch, plan, part.judged);
  const results = [...earlier, ...part.settled, ...documents.results].sort((a, b) => a.line - b.line);
  await transact(async (session) => {
    if (!isFresh(claimed)) throw new ClaimLost("The lease is about to run out");
    await writeResults(session, claimed.chunk, results);
    await writeDocuments(session, plan, documents);
  }, claimed.seenAt);
  return results;
}

/** The first write: a worker whose lease ran out, and was given to another, gets no further. */
async function writeResults(session: ClientSession, chunk: ClaimedChunk["chunk"], results: RowResult[]): Promise<void> {
  const tally: ChunkDoc["tally"] = { ...tallyOf(results) };
  const done = results.length === chunk.rows.length;
  const { matchedCount } = await queues().updateOne(
    heldBy(chunk),
    {
      $set: { results, tally, ...(done ? { status: "done" as const, lease: null } : {}) },
      $unset: { trying: "" },
    },
    { session },
  );
  if (matchedCount === 0) throw new ClaimLost("Another claim has the chunk");
}

async function writeDocuments(session: ClientSession, plan: Plan, made: Documents): Promise<void> {
  for (const invitation of made.overdue) await expireInvitation(session, invitation, plan.scope);
  await insert(session, contacts(), made.newContacts);
  await change(session, contacts(), made.contacts);
  await insert(session, invitations(), made.invitations);
  await insert(session, accounts(), made.newAccounts);
  await change(session, accounts(), made.accounts);
  await insert(session, users(), made.newUsers);
  await change(session, users(), made.users);
  if (plan.sendEmail) {
    const counted = await countInvitationMails(
      session,
      made.invitations.map(({ emailKey }) => emailKey),
    );
    if (!counted) throw new Stale("An address was sent its last mail meanwhile");
  }
  await insert(session, mails(), made.mails);
  await insert(session, events(), made.events);
}

async function insert<T extends Document>(session: ClientSession, into: Collection<T>, docs: T[]): Promise<void> {
  if (docs.length > 0) await into.insertMany(docs as OptionalUnlessRequiredId<T>[], { session });
}

/** Each of them or none: one whose filter no longer holds makes all of it be judged again. */
async function change<T extends Document>(
  session: ClientSession,
  what: Collection<T>,
  changes: AnyBulkWriteOperation<T>[],
): Promise<void> {
  if (changes.length === 0) return;
  const { modifiedCount } = await what.bulkWrite(changes, { ordered: false, session });
  if (modifiedCount !== changes.length) throw new Stale("Something was changed since it was read");
}
