import type { Db } from "mongodb";
import { now } from "../clock";
import { database } from "./client";
import { foundation } from "./migrations/001-foundation";
import { people } from "./migrations/002-people";
import { delivery } from "./migrations/003-delivery";
import { bulk } from "./migrations/004-bulk";
import { mailbox } from "./migrations/005-mailbox";

interface MigrationDoc {
  _id: number;
  name: string;
  at: Date;
}

/** In order and never renumbered. Each can run twice, or twenty times at once, and changes nothing the second time. */
const MIGRATIONS: { id: number; name: string; run: (db: Db) => Promise<void> }[] = [
  { id: 1, name: "foundation", run: foundation },
  { id: 2, name: "people", run: people },
  { id: 3, name: "delivery", run: delivery },
  { id: 4, name: "bulk", run: bulk },
  { id: 5, name: "mailbox", run: mailbox },
];

/** Brings the database to this version; says which migrations this call ran. */
export async function migrate(): Promise<{ applied: string[] }> {
  const db = database();
  const done = db.collection<MigrationDoc>("migrations");
  const known = new Set((await done.find().toArray()).map(({ _id }) => _id));
  const applied: string[] = [];
  for (const { id, name, run } of MIGRATIONS) {
    if (known.has(id)) continue;
    await run(db);
    await done.updateOne({ _id: id }, { $setOnInsert: { name, at: now() } }, { upsert: true });
    applied.push(name);
  }
  return { applied };
}

/** Whether all of this version's migrations have run. */
export async function isMigrated(): Promise<boolean> {
  const count = await database()
    .collection<MigrationDoc>("migrations")
    .countDocuments({ _id: { $in: MIGRATIONS.map(({ id }) => id) } });
  return count === MIGRATIONS.length;
}
