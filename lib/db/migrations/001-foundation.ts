import type { Db, Document, IndexDescription } from "mongodb";

/** What the database forbids by itself: documents of the wrong shape, and two of what there may be only one of. */

const id = { bsonType: "objectId" };
const idOrNull = { bsonType: ["objectId", "null"] };
const text = { bsonType: "string" };
const date = { bsonType: "date" };

function shape(required: string[], properties: Document): Document {
  return { $jsonSchema: { bsonType: "object", required, properties } };
}

const OPEN_INVITATION = { status: { $in: ["preparing", "pending"] } };

const COLLECTIONS: Record<string, { validator?: Document; indexes: IndexDescription[] }> = {
  _accounts: {
    validator: shape(["name", "parent", "ancestors", "owner", "contact", "status", "version", "createdAt"], {
      name: { bsonType: "string", maxLength: 240 },
      parent: idOrNull,
      ancestors: { bsonType: "array", maxItems: 16, items: id },
      owner: idOrNull,
      contact: idOrNull,
      status: { enum: ["invited", "active", "suspended", "lapsed"] },
      version: { bsonType: ["int", "long"] },
    }),
    indexes: [
      {
        name: "one_sub_account_per_contact",
        key: { parent: 1, contact: 1 },
        unique: true,
        partialFilterExpression: {
          contact: { $type: "objectId" },
          status: { $in: ["invited", "active", "suspended"] },
        },
      },
      { name: "tree", key: { ancestors: 1, _id: 1 } },
      { name: "tree_by_name", key: { ancestors: 1, nameKey: 1 } },
      { name: "roots", key: { parent: 1, _id: 1 } },
    ],
  },
  _users: {
    validator: shape(["email", "emailKey", "emailVerifiedAt", "status", "sessionVersion", "memberships"], {
      email: text,
      emailKey: { bsonType: "string", maxLength: 254 },
      emailVerifiedAt: { bsonType: ["date", "null"] },
      status: { enum: ["invited", "active", "disabled"] },
      memberships: {
        bsonType: "array",
        maxItems: 1000,
        items: {
          bsonType: "object",
          required: ["account", "role", "status"],
          properties: {
            account: id,
            role: { enum: ["owner", "admin", "member"] },
            status: { enum: ["invited", "active", "disabled"] },
          },
        },
      },
    }),
    indexes: [
      { name: "one_user_per_address", key: { emailKey: 1 }, unique: true },
      { name: "members", key: { "memberships.account": 1, _id: 1 } },
    ],
  },
  "crm.contacts": {
    validator: shape(["account", "type", "name", "nameKey", "emailKey", "subAccount"], {
      account: id,
      type: { enum: ["business", "person"] },
      name: text,
      nameKey: text,
      emailKey: { bsonType: ["string", "null"] },
      subAccount: idOrNull,
    }),
    indexes: [
      { name: "one_contact", key: { account: 1, type: 1, emailKey: 1, nameKey: 1 }, unique: true },
      { name: "by_name", key: { account: 1, nameKey: 1, _id: 1 } },
      { name: "by_email", key: { account: 1, emailKey: 1, _id: 1 } },
    ],
  },
  invitations: {
    validator: shape(
      ["type", "scope", "account", "user", "contact", "emailKey", "role", "status", "sends", "expiresAt", "delivery"],
      {
        type: { enum: ["business", "user"] },
        scope: id,
        account: id,
        user: id,
        contact: idOrNull,
        batch: idOrNull,
        emailKey: text,
        role: { enum: ["owner", "admin", "member"] },
        status: { enum: ["preparing", "pending", "accepted", "declined", "cancelled", "expired"] },
        sends: { bsonType: ["int", "long"], minimum: 1 },
        expiresAt: date,
      },
    ),
    indexes: [
      {
        name: "one_open_invitation",
        key: { scope: 1, type: 1, emailKey: 1, contact: 1 },
        unique: true,
        partialFilterExpression: OPEN_INVITATION,
      },
      { name: "scope", key: { scope: 1, _id: -1 } },
      { name: "scope_status", key: { scope: 1, status: 1, _id: -1 } },
      { name: "scope_search", key: { scope: 1, search: 1, _id: -1 } },
      { name: "opened", key: { account: 1, type: 1, _id: -1 } },
      { name: "due", key: { expiresAt: 1 }, partialFilterExpression: { status: "pending" } },
      // Few among many, and the first thing an overview asks for.
      {
        name: "undelivered",
        key: { scope: 1, "delivery.status": 1, status: 1 },
        partialFilterExpression: {
          "delivery.status": { $in: ["bounced", "failed", "complained", "suppressed", "unknown"] },
        },
      },
    ],
  },
  mails: {
    validator: shape(["kind", "account", "to", "status", "priority", "attempts", "notBefore", "createdAt"], {
      status: { enum: ["queued", "sending", "sent", "failed", "unknown", "cancelled", "suppressed"] },
      priority: { bsonType: ["int", "long"] },
    }),
    indexes: [
      {
        name: "due",
        key: { status: 1, priority: 1, notBefore: 1 },
        partialFilterExpression: { status: { $in: ["queued", "sending"] } },
      },
      { name: "invitation", key: { invitation: 1, _id: -1 } },
      { name: "status", key: { status: 1, createdAt: 1 } },
    ],
  },
  events: {
    validator: shape(["type", "account", "accounts", "actor", "subject", "createdAt"], {
      type: text,
      account: id,
      accounts: { bsonType: "array", items: id },
    }),
    indexes: [
      { name: "account", key: { accounts: 1, _id: -1 } },
      { name: "subject", key: { "subject.id": 1, _id: -1 } },
    ],
  },
  api_keys: {
    validator: shape(["name", "account", "permissions", "hash", "createdAt", "revokedAt"], {
      account: id,
      hash: text,
    }),
    indexes: [{ name: "account", key: { account: 1, _id: -1 } }],
  },
  idempotency: { indexes: [{ name: "end", key: { expiresAt: 1 }, expireAfterSeconds: 0 }] },
  rate_limits: { indexes: [{ name: "end", key: { expiresAt: 1 }, expireAfterSeconds: 0 }] },
  suppressions: {
    validator: shape(["account", "emailKey", "reason"], { account: id, emailKey: text }),
    indexes: [{ name: "one_per_address", key: { account: 1, emailKey: 1 }, unique: true }],
  },
  brandings: { indexes: [{ name: "account", key: { account: 1 }, unique: true }] },
  meta: { indexes: [] },
};

const NAMESPACE_EXISTS = 48;

export async function foundation(db: Db): Promise<void> {
  for (const [name, { validator, indexes }] of Object.entries(COLLECTIONS)) {
    try {
      await db.createCollection(name);
    } catch (error) {
      // Another copy was quicker; what counts is that the collection is there.
      if ((error as { code?: unknown }).code !== NAMESPACE_EXISTS) throw error;
    }
    if (validator) await db.command({ collMod: name, validator, validationLevel: "strict" });
    if (indexes.length > 0) await db.collection(name).createIndexes(indexes);
  }
}
