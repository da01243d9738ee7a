import { randomUUID } from "node:crypto";
import type { Document } from "mongodb";
import { POST as invitePerson } from "../../app/v1/accounts/invite/route";
import { SYSTEM } from "../../lib/auth/actor";
import { createApiKey } from "../../lib/auth/api-keys";
import { accounts, database } from "../../lib/db/client";
import { migrate } from "../../lib/db/migrate";
import { ensureOwner } from "../../lib/users/ensure-owner";

/** A key may invite 120 times a minute, so that a busy caller of the bench needs many. */
const KEYS = 400;

/** Brings the database of this process' settings up, with an owner, and makes that owner's API keys. */
export async function prepareFoyer(count = KEYS): Promise<{ account: string; keys: string[] }> {
  await migrate();
  await ensureOwner();
  const root = await accounts().findOne({ parent: null });
  if (!root) throw new Error("OWNER_* made no account");
  const account = root._id.toHexString();
  const keys: string[] = [];
  for (let index = 0; index < count; index++) {
    const { key } = await createApiKey(SYSTEM, { name: `Bench ${index + 1}`, account });
    if (key) keys.push(key);
  }
  return { account, keys };
}

let people = 0;

/** Nobody is invited twice. */
export function newAddress(): string {
  people += 1;
  return `ada.lovelace.${people}@bench.example.com`;
}

/** What the bench sends, for either type: the fields that a caller would fill in. */
export function inviteBody(type: "user" | "business", email: string): Record<string, unknown> {
  const person = { email, firstName: "Ada", lastName: "Lovelace" };
  if (type === "user") return { type, ...person, role: "member" };
  return { type, ...person, business: { name: "Analytical Engines", phone: "+44 20 7946 0000" } };
}

/**
 * The bare application inserts what Foyer writes for an invitation: Foyer's own handler is called once for each type, here,
 * where no engine touches what it wrote, and the documents that were not there before become the templates.
 */
export async function prepareBare(): Promise<void> {
  const { keys } = await prepareFoyer(1);
  const call = async (type: "user" | "business") => {
    const response = await invitePerson(
      new Request("http://127.0.0.1/v1/accounts/invite", {
        method: "POST",
        headers: {
          authorization: `Bearer ${keys[0]}`,
          "content-type": "application/json",
          "idempotency-key": randomUUID(),
        },
        body: JSON.stringify(inviteBody(type, newAddress())),
      }),
      { params: Promise.resolve({}) },
    );
    if (response.status !== 201) throw new Error(`The template invitation answered ${await response.text()}`);
  };
  // The first one also makes what stays, such as the key's counter.
  await call("user");
  for (const type of ["user", "business"] as const) {
    const before = await allDocuments();
    await call(type);
    const documents = [...(await allDocuments())].flatMap(([id, entry]) => (before.has(id) ? [] : [entry]));
    await database().collection<Document & { _id: string }>("templates").insertOne({ _id: type, documents });
  }
}

async function allDocuments(): Promise<Map<string, { collection: string; document: Document }>> {
  const all = new Map<string, { collection: string; document: Document }>();
  for (const { name } of await database().listCollections().toArray()) {
    if (name === "templates") continue;
    for (const document of await database().collection(name).find().toArray()) {
      all.set(`${name} ${String(document._id)}`, { collection: name, document });
    }
  }
  return all;
}
