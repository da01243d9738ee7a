import type { Db, Document } from "mongodb";
import { queues } from "../../lib/db/client";
import { mailLimitId } from "../../lib/invitations/mail-limit";

/**
 * The limit: the documents that Foyer wrote for a list, read back and given to `insertMany`, which does nothing else. Those
 * of some rows are one batch, and two batches are in flight: more of them keep two processors no busier.
 */

const LANES = 2;
/** Chunks whose documents are inserted together: some thousand rows. */
const CHUNKS = 3;
/** Chunks whose documents are held in memory; reading them is not timed. */
const HELD = 30;

interface Written {
  collection: string;
  documents: Document[];
}

/** Inserts what Foyer wrote for the batch into the other database. @returns the milliseconds that took, and the documents */
export async function insertSame(from: Db, into: Db, batch: Document["_id"]): Promise<{ ms: number; count: number }> {
  let ms = 0;
  let count = 0;
  const chunks = await queues().countDocuments({ batch });
  for (let first = 0; first < chunks; first += HELD) {
    const parts: Written[][] = [];
    for (let index = first; index < Math.min(chunks, first + HELD); index += CHUNKS) {
      parts.push(await writtenFor(from, batch, index, Math.min(index + CHUNKS, first + HELD)));
    }
    count += parts.flat().reduce((sum, { documents }) => sum + documents.length, 0);
    const since = performance.now();
    const left = parts.values();
    const lane = async () => {
      for (const part of left) {
        for (const { collection, documents } of part) {
          await into.collection(collection).insertMany(documents, { ordered: false });
        }
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    ms += performance.now() - since;
  }
  return { ms, count };
}

/** All that some chunks of a list caused, themselves included. */
async function writtenFor(from: Db, batch: Document["_id"], first: number, end: number): Promise<Written[]> {
  const find = (collection: string, filter: Document) => from.collection(collection).find(filter).toArray();
  const chunks = await find("queues", { batch, index: { $gte: first, $lt: end } });
  const ids = chunks.flatMap((chunk) =>
    (chunk.results as { invitation: unknown }[]).map(({ invitation }) => invitation),
  );
  const invitations = await find("invitations", { _id: { $in: ids } });
  const of = (field: string) => invitations.map((invitation) => invitation[field]);
  const contacts = of("contact").filter(Boolean);
  const opened = invitations.filter(({ type }) => type === "business").map(({ account }) => account);
  const documents: Written[] = [
    { collection: "queues", documents: chunks },
    { collection: "invitations", documents: invitations },
    { collection: "_users", documents: await find("_users", { _id: { $in: of("user") } }) },
    { collection: "_accounts", documents: await find("_accounts", { _id: { $in: opened } }) },
    { collection: "crm.contacts", documents: await find("crm.contacts", { _id: { $in: contacts } }) },
    { collection: "mails", documents: await find("mails", { invitation: { $in: ids } }) },
    {
      collection: "rate_limits",
      documents: await find("rate_limits", { _id: { $in: of("emailKey").map(mailLimitId) } }),
    },
    { collection: "events", documents: await find("events", { "subject.id": { $in: [...ids, ...contacts] } }) },
  ];
  return documents.filter((written) => written.documents.length > 0);
}
