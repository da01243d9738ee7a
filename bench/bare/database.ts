import { MongoClient, type MongoClientOptions, type TransactionOptions } from "mongodb";

/** What lib/db/client.ts asks of MongoDB, and nothing else of Foyer. */
const OPTIONS: MongoClientOptions = {
  maxPoolSize: 50,
  retryWrites: true,
  writeConcern: { w: "majority" },
  ignoreUndefined: true,
};

export const TRANSACTION: TransactionOptions = {
  readConcern: { level: "snapshot" },
  writeConcern: { w: "majority" },
};

const shared = globalThis as typeof globalThis & { bareMongo?: MongoClient };

export function mongo(): MongoClient {
  shared.bareMongo ??= new MongoClient(process.env.MONGODB_URI ?? "", OPTIONS);
  return shared.bareMongo;
}
