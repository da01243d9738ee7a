import "./settings";
import { afterAll, beforeAll, inject } from "vitest";
import { closeDatabase, database } from "../../lib/db/client";
import { isMigrated, migrate } from "../../lib/db/migrate";

/** A database for each worker, empty at the beginning of each file. It goes with its mongod. */
const uri = new URL(inject("mongodbUri"));
uri.pathname = `/foyer-test-${process.env.VITEST_POOL_ID ?? "0"}`;
process.env.MONGODB_URI = uri.href;

beforeAll(async () => {
  if (await isMigrated()) await emptyDatabase();
  else await migrate();
});

afterAll(() => closeDatabase());

/** Everything but the record of migrations; indexes and validators stay. */
async function emptyDatabase(): Promise<void> {
  const collections = await database().collections();
  await Promise.all(
    collections
      .filter(({ collectionName }) => collectionName !== "migrations" && !collectionName.startsWith("system."))
      .map((collection) => collection.deleteMany({})),
  );
}
