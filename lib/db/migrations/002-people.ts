import type { AnyBulkWriteOperation, Collection, Db, Document, IndexDescription, ObjectId } from "mongodb";
import { invitationKeys, personKeys } from "../../text";

/** Status and role have few values: a list without such a filter merges the ordered scans of all of them. */
const MEMBERSHIP = { "memberships.account": 1, "memberships.status": 1, "memberships.role": 1 } as const;

/** The same for invitations; a role says the type, too. */
const OFFERED = { scope: 1, status: 1, role: 1 } as const;

/** Lists and searches of people, contacts, accounts and events: one index for each order that a page can be read in. */
const INDEXES: Record<string, IndexDescription[]> = {
  _users: [
    { name: "members_by_name", key: { ...MEMBERSHIP, nameKey: 1, _id: 1 } },
    { name: "members_by_last_name", key: { ...MEMBERSHIP, lastNameKey: 1, _id: 1 } },
    { name: "members_by_address", key: { ...MEMBERSHIP, emailKey: 1, _id: 1 } },
    // Few at any time: addresses that their mailboxes can still take back.
    { name: "given_up", key: { "formerEmails.emailKey": 1 }, sparse: true },
  ],
  _accounts: [
    // Without a status the ordered scans of all four are merged; so they serve every list by name.
    { name: "children", key: { parent: 1, status: 1, nameKey: 1, _id: 1 } },
    { name: "tree_by_status", key: { ancestors: 1, status: 1, nameKey: 1, _id: 1 } },
    // Contacts by what became of them, the newest first: a sub-account names its contact.
    { name: "opened_for", key: { parent: 1, status: 1, contact: -1 } },
    { name: "owner", key: { owner: 1 } },
  ],
  "crm.contacts": [
    { name: "newest", key: { account: 1, _id: -1 } },
    { name: "newest_of_type", key: { account: 1, type: 1, _id: -1 } },
    // Those never invited, among however many were.
    {
      name: "free",
      key: { account: 1, type: 1, _id: -1, subAccount: 1 },
      partialFilterExpression: { subAccount: null },
    },
    // For the database to know that it may use this one, the type has to be asked for beside the id.
    { name: "sub_account", key: { subAccount: 1 }, partialFilterExpression: { subAccount: { $type: "objectId" } } },
  ],
  // `account…` for who sees a whole tree, `own…` for who sees one account of it. An actor's events of all types are read as
  // a merge of each type's, so that one index does for both.
  events: [
    { name: "account_type", key: { accounts: 1, type: 1, _id: -1 } },
    { name: "account_actor", key: { accounts: 1, "actor.id": 1, type: 1, _id: -1 } },
    { name: "own_type", key: { account: 1, type: 1, _id: -1 } },
    { name: "own_actor", key: { account: 1, "actor.id": 1, type: 1, _id: -1 } },
  ],
  invitations: [
    // A removed or merged person's invitations are found by whom they are for.
    { name: "invitee", key: { user: 1, status: 1 } },
    {
      name: "open_for_contact",
      key: { contact: 1 },
      partialFilterExpression: { contact: { $type: "objectId" }, status: { $in: ["preparing", "pending"] } },
    },
    { name: "scope_role", key: { scope: 1, role: 1, status: 1, _id: -1 } },
    { name: "scope_delivery", key: { scope: 1, "delivery.status": 1, status: 1, role: 1, _id: -1 } },
    { name: "by_emailKey", key: { ...OFFERED, emailKey: 1, _id: 1 } },
    ...["nameKey", "lastNameKey", "businessKey", "addressKey"].map((key) => ({
      name: `by_${key}`,
      key: { ...OFFERED, [key]: 1 as const, _id: 1 as const },
      partialFilterExpression: { [key]: { $gt: "" } },
    })),
  ],
};

/** Others do their work. */
const REPLACED = [
  ["_accounts", "tree_by_name"],
  ["invitations", "scope_search"],
  ["invitations", "undelivered"],
] as const;

const BATCH = 500;

export async function people(db: Db): Promise<void> {
  await addNameKeys(db);
  await addInvitationKeys(db);
  await db.collection("crm.contacts").updateMany({ version: { $exists: false } }, { $set: { version: 1 } });
  for (const [name, indexes] of Object.entries(INDEXES)) await db.collection(name).createIndexes(indexes);
  for (const [name, index] of REPLACED) await dropIndex(db, name, index);
}

/** Those made before names could be searched. */
function addNameKeys(db: Db): Promise<void> {
  return addKeys(db.collection("_users"), personKeys);
}

/** Those made when one list of words was what an invitation was found by. */
function addInvitationKeys(db: Db): Promise<void> {
  return addKeys(db.collection("invitations"), ({ type, email, emailKey, accountName, ...person }) =>
    invitationKeys({ email, emailKey }, person, type === "business" ? accountName : ""),
  );
}

interface Named {
  _id: ObjectId;
  type: string;
  email: string;
  emailKey: string;
  firstName: string;
  lastName: string;
  accountName: string;
}

const NAMELESS = { firstName: "", lastName: "" };

/** Adds keys where there are none yet. Each write asks again whether they are missing. */
async function addKeys(collection: Collection, keysOf: (doc: Named) => Document): Promise<void> {
  const missing = { nameKey: { $exists: false } };
  const fields = { type: 1, email: 1, emailKey: 1, firstName: 1, lastName: 1, accountName: 1 };
  let writes: AnyBulkWriteOperation[] = [];
  const flush = async () => {
    if (writes.length > 0) await collection.bulkWrite(writes, { ordered: false });
    writes = [];
  };
  for await (const doc of collection.find(missing).project<Named>(fields)) {
    writes.push({
      updateOne: {
        filter: { _id: doc._id, ...missing },
        update: { $set: keysOf({ ...NAMELESS, ...doc }), $unset: { search: "" } },
      },
    });
    if (writes.length >= BATCH) await flush();
  }
  await flush();
}

async function dropIndex(db: Db, collection: string, index: string): Promise<void> {
  try {
    await db.collection(collection).dropIndex(index);
  } catch (error) {
    // Another copy was quicker.
    if ((error as { codeName?: unknown }).codeName !== "IndexNotFound") throw error;
  }
}
