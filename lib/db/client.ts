import {
  type ClientSession,
  type Collection,
  type Db,
  type Document,
  MongoClient,
  type Timestamp,
  type TransactionOptions,
} from "mongodb";
import { env } from "../env";
import { currentIdempotency } from "../http/context";
import type { BatchDoc, ChunkDoc, ColumnMappingDoc } from "./batch-types";
import type {
  AccountDoc,
  ApiKeyDoc,
  BrandingDoc,
  BrandVersionDoc,
  ContactDoc,
  EventDoc,
  IdempotencyDoc,
  InvitationDoc,
  LogoDoc,
  MailDoc,
  MailRequestDoc,
  MetaDoc,
  ProviderEventDoc,
  RateLimitDoc,
  SuppressionDoc,
  TemplateDoc,
  UserDoc,
} from "./types";

/** Next bundles pages, routes and instrumentation apart; the one client of a process lives where all of them find it. */
interface Connection {
  uri: string;
  client: MongoClient;
  db: Db;
  /** The driver works its options out anew for each one that it makes. */
  collections: Map<string, object>;
}

const shared = globalThis as typeof globalThis & { foyerMongo?: Connection };

function connection(): Connection {
  const uri = env().mongodbUri;
  if (shared.foyerMongo?.uri !== uri) {
    const client = new MongoClient(uri, {
      appName: "foyer",
      maxPoolSize: 50,
      serverSelectionTimeoutMS: 4000,
      connectTimeoutMS: 4000,
      socketTimeoutMS: 60_000,
      waitQueueTimeoutMS: 10_000,
      retryWrites: true,
      writeConcern: { w: "majority" },
      ignoreUndefined: true,
    });
    // One whose first connection failed stays closed for good (driver 7.9), so the next call gets another.
    client.once("topologyClosed", () => {
      if (shared.foyerMongo?.client === client) delete shared.foyerMongo;
    });
    shared.foyerMongo = { uri, client, db: client.db(), collections: new Map() };
  }
  return shared.foyerMongo;
}

export function mongo(): MongoClient {
  return connection().client;
}

export function database(): Db {
  return connection().db;
}

export async function closeDatabase(): Promise<void> {
  const open = shared.foyerMongo;
  delete shared.foyerMongo;
  await open?.client.close();
}

const TRANSACTION: TransactionOptions = {
  readConcern: { level: "snapshot" },
  writeConcern: { w: "majority" },
  maxCommitTimeMS: 15_000,
};

/**
 * Runs the work in one transaction; after a transient conflict it runs again, so nothing in it may reach outside the
 * database. Where the running request carries an Idempotency-Key, what the work returns is stored as the request's answer
 * in the same transaction.
 * @param after a transaction reads from before the oldest commit that is still under way; what was written without waiting
 * for the disk is seen for certain where its time is given here
 */
export async function transact<T>(work: (session: ClientSession) => Promise<T>, after?: Timestamp): Promise<T> {
  const idempotency = currentIdempotency();
  return mongo().withSession((session) => {
    if (after) session.advanceOperationTime(after);
    return session.withTransaction(async () => {
      const value = await work(session);
      if (idempotency) await idempotency.store(session, value);
      return value;
    }, TRANSACTION);
  });
}

/** A duplicate key of the named index: the database refused what must not happen. */
export function isDuplicateOf(error: unknown, index: string): boolean {
  return (
    error instanceof Error && (error as { code?: unknown }).code === 11000 && error.message.includes(`index: ${index} `)
  );
}

function collection<T extends Document>(name: string): Collection<T> {
  const { db, collections } = connection();
  const known = collections.get(name) ?? db.collection<T>(name);
  collections.set(name, known);
  return known as Collection<T>;
}

export const accounts = (): Collection<AccountDoc> => collection("_accounts");
export const users = (): Collection<UserDoc> => collection("_users");
export const contacts = (): Collection<ContactDoc> => collection("crm.contacts");
export const invitations = (): Collection<InvitationDoc> => collection("invitations");
export const mails = (): Collection<MailDoc> => collection("mails");
export const events = (): Collection<EventDoc> => collection("events");
export const apiKeys = (): Collection<ApiKeyDoc> => collection("api_keys");
export const idempotency = (): Collection<IdempotencyDoc> => collection("idempotency");
export const rateLimits = (): Collection<RateLimitDoc> => collection("rate_limits");
export const suppressions = (): Collection<SuppressionDoc> => collection("suppressions");
export const brandings = (): Collection<BrandingDoc> => collection("brandings");
export const logos = (): Collection<LogoDoc> => collection("logos");
export const brandVersions = (): Collection<BrandVersionDoc> => collection("brand_versions");
export const templates = (): Collection<TemplateDoc> => collection("templates");
export const mailRequests = (): Collection<MailRequestDoc> => collection("mail_requests");
export const providerEvents = (): Collection<ProviderEventDoc> => collection("provider_events");
export const batches = (): Collection<BatchDoc> => collection("batches");
export const queues = (): Collection<ChunkDoc> => collection("queues");
export const columnMappings = (): Collection<ColumnMappingDoc> => collection("column_mappings");
export const meta = (): Collection<MetaDoc> => collection("meta");
