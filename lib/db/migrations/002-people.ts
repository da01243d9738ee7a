import type { Db, IndexDescription } from "mongodb";
import { personKeys } from "../../text";

/** Lists and searches of people, contacts, accounts and events: one index for each order that a page can be read in. */
const INDEXES: Record<string, IndexDescription[]> = {
  _users: [
    { name: "members_by_name", key: { "memberships.account": 1, nameKey: 1, _id: 1 } },
    { name: "members_by_last_name", key: { "memberships.account": 1, lastNameKey: 1, _id: 1 } },
    { name: "members_by_address", key: { "memberships.account": 1, emailKey: 1, _id: 1 } },
    // Few at any time: addresses that their mailboxes can still take back.
    { name: "given_up", key: { "formerEmails.emailKey": 1 }, sparse: true },
  ],
  _accounts: [
    { name: "children", key: { parent: 1, nameKey: 1, _id: 1 } },
    { name: "tree_by_status", key: { ancestors: 1, status: 1, _id: 1 } },
    { name: "owner", key: { owner: 1 } },
  ],
  "crm.contacts": [
    { name: "newest", key: { account: 1, _id: -1 } },
    { name: "sub_account", key: { subAccount: 1 }, partialFilterExpression: { subAccount: { $type: "objectId" } } },
  ],
  events: [
    { name: "account_type", key: { accounts: 1, type: 1, _id: -1 } },
    { name: "account_actor", key: { accounts: 1, "actor.id": 1, _id: -1 } },
    { name: "account_subject", key: { accounts: 1, "subject.id": 1, _id: -1 } },
  ],
  // A removed or merged person's invitations are found by whom they are for.
  invitations: [{ name: "invitee", key: { user: 1, status: 1 } }],
};

const BATCH = 500;

export async function people(db: Db): Promise<void> {
  await addNameKeys(db);
  await db.collection("crm.contacts").updateMany({ version: { $exists: false } }, { $set: { version: 1 } });
  for (const [name, indexes] of Object.entries(INDEXES)) await db.collection(name).createIndexes(indexes);
}

/** Those made before names could be searched. Each write asks again whether the key is missing. */
async function addNameKeys(db: Db): Promise<void> {
  const users = db.collection("_users");
  const without = users
    .find({ nameKey: { $exists: false } })
    .project<{ _id: unknown; firstName?: string; lastName?: string }>({ firstName: 1, lastName: 1 });
  let writes: Parameters<typeof users.bulkWrite>[0][number][] = [];
  const flush = async () => {
    if (writes.length > 0) await users.bulkWrite(writes, { ordered: false });
    writes = [];
  };
  for await (const { _id, firstName = "", lastName = "" } of without) {
    const filter = { _id: _id as never, nameKey: { $exists: false } };
    writes.push({ updateOne: { filter, update: { $set: personKeys({ firstName, lastName }) } } });
    if (writes.length >= BATCH) await flush();
  }
  await flush();
}
