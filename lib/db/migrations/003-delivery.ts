import type { Db, IndexDescription } from "mongodb";

/** Delivery: who shares the outbox, calls to providers and their events, wording of mails, reminders and digests. */

const INDEXES: Record<string, IndexDescription[]> = {
  mails: [
    // Each tenant's next due mail of a priority; the tenants that wait are read by skipping from one to the next.
    {
      name: "turn",
      key: { status: 1, priority: 1, tenant: 1, notBefore: 1 },
      partialFilterExpression: { status: "queued" },
    },
    { name: "leaving", key: { "lease.until": 1 }, partialFilterExpression: { status: "sending" } },
    // A provider's event names the mail by the provider's id.
    { name: "provider_id", key: { messageId: 1 }, partialFilterExpression: { messageId: { $type: "string" } } },
  ],
  mail_requests: [
    { name: "due", key: { notBefore: 1 }, partialFilterExpression: { status: "open" } },
    { name: "end", key: { doneAt: 1 }, expireAfterSeconds: 7 * 24 * 3600 },
  ],
  provider_events: [{ name: "end", key: { expiresAt: 1 }, expireAfterSeconds: 0 }],
  templates: [{ name: "one_per_language", key: { account: 1, kind: 1, locale: 1 }, unique: true }],
  brand_versions: [],
  logos: [],
  suppressions: [
    { name: "newest", key: { account: 1, _id: -1 } },
    { name: "newest_of_reason", key: { account: 1, reason: 1, _id: -1 } },
    { name: "by_email", key: { account: 1, emailKey: 1, _id: 1 } },
    { name: "by_email_of_reason", key: { account: 1, reason: 1, emailKey: 1, _id: 1 } },
  ],
  invitations: [
    {
      name: "to_remind",
      key: { remindAt: 1 },
      partialFilterExpression: { status: "pending", remindAt: { $type: "date" } },
    },
    {
      name: "to_tell",
      key: { digestDue: 1, scope: 1 },
      partialFilterExpression: { digestDue: { $type: "date" } },
    },
    // All that one inviter is to be told of.
    {
      name: "to_tell_whom",
      key: { scope: 1, "invitedBy.id": 1, digestDue: 1 },
      partialFilterExpression: { digestDue: { $type: "date" } },
    },
  ],
};

const NAMESPACE_EXISTS = 48;

export async function delivery(db: Db): Promise<void> {
  await addTenants(db);
  for (const [name, indexes] of Object.entries(INDEXES)) {
    try {
      await db.createCollection(name);
    } catch (error) {
      if ((error as { code?: unknown }).code !== NAMESPACE_EXISTS) throw error;
    }
    if (indexes.length > 0) await db.collection(name).createIndexes(indexes);
  }
}

/** Mails that were written before tenants shared the outbox. Each write asks again whether it is missing. */
async function addTenants(db: Db): Promise<void> {
  const missing = { tenant: { $exists: false } };
  const accounts = await db.collection("mails").distinct("account", { status: "queued", ...missing });
  for (const account of accounts) {
    const doc = await db.collection("_accounts").findOne({ _id: account }, { projection: { ancestors: 1 } });
    await db
      .collection("mails")
      .updateMany({ account, ...missing }, { $set: { tenant: doc?.ancestors[0] ?? account } });
  }
}
