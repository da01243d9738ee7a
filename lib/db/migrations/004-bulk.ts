import type { Db, Document, IndexDescription } from "mongodb";

/** Lists of people: batches, their chunks, and what is counted and claimed of each. */

const id = { bsonType: "objectId" };
const count = { bsonType: ["int", "long"], minimum: 0 };

const OF_A_BATCH = { batch: { $type: "objectId" } };

const COLLECTIONS: Record<string, { validator?: Document; indexes: IndexDescription[] }> = {
  batches: {
    validator: {
      $jsonSchema: {
        bsonType: "object",
        required: ["name", "type", "account", "tenant", "status", "header", "columns", "rows", "chunks", "tally"],
        properties: {
          type: { enum: ["business", "user"] },
          account: id,
          tenant: id,
          status: { enum: ["draft", "queued", "running", "mailing", "paused", "completed", "failed", "cancelled"] },
          rows: { ...count, maximum: 100_000 },
          chunks: count,
        },
      },
    },
    indexes: [
      { name: "newest", key: { account: 1, _id: -1 } },
      { name: "newest_of_status", key: { account: 1, status: 1, type: 1, _id: -1 } },
      // Those that somebody works at: few at any time.
      {
        name: "open",
        key: { status: 1, tenant: 1 },
        partialFilterExpression: { status: { $in: ["queued", "running", "mailing", "paused"] } },
      },
      // Those that nobody came back for.
      { name: "drafts", key: { updatedAt: 1 }, partialFilterExpression: { status: "draft" } },
      { name: "stopping", key: { stopping: 1 }, partialFilterExpression: { stopping: true } },
    ],
  },
  queues: {
    validator: {
      $jsonSchema: {
        bsonType: "object",
        required: ["batch", "index", "rows", "status", "attempts", "results"],
        properties: {
          batch: id,
          index: count,
          rows: { bsonType: "array" },
          status: { enum: ["draft", "queued", "done", "dropped"] },
        },
      },
    },
    indexes: [
      { name: "one_chunk", key: { batch: 1, index: 1 }, unique: true },
      {
        name: "due",
        key: { batch: 1, notBefore: 1 },
        partialFilterExpression: { status: "queued" },
      },
    ],
  },
  column_mappings: { indexes: [] },
  invitations: {
    // What became of a list's mails and people is counted from this index alone.
    indexes: [
      {
        name: "of_batch",
        key: { batch: 1, "delivery.status": 1, status: 1 },
        partialFilterExpression: OF_A_BATCH,
      },
    ],
  },
  mails: {
    indexes: [
      // A list's next due mails; those of a paused one are never looked at.
      {
        name: "of_batch",
        key: { batch: 1, status: 1, notBefore: 1 },
        partialFilterExpression: { ...OF_A_BATCH, status: { $in: ["queued", "sending"] } },
      },
    ],
  },
};

const NAMESPACE_EXISTS = 48;

export async function bulk(db: Db): Promise<void> {
  for (const [name, { validator, indexes }] of Object.entries(COLLECTIONS)) {
    try {
      await db.createCollection(name);
    } catch (error) {
      if ((error as { code?: unknown }).code !== NAMESPACE_EXISTS) throw error;
    }
    if (validator) await db.command({ collMod: name, validator, validationLevel: "strict" });
    if (indexes.length > 0) await db.collection(name).createIndexes(indexes);
  }
}
