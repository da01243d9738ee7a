import { MongoClient } from "mongodb";
import { hasRootAccount } from "../lib/accounts/create-root";
import { closeDatabase } from "../lib/db/client";
import { migrate } from "../lib/db/migrate";
import type { Settings } from "../lib/env";
import { AppError } from "../lib/errors";
import { ensureOwner } from "../lib/users/ensure-owner";
import { prepareSetup } from "../lib/users/set-up";
import { StartProblem } from "./terminal";

/** Brings the database up to date, makes the owner of OWNER_* where there is none, and tells how to sign in. */
export async function signInLines(settings: Settings): Promise<string[]> {
  try {
    await requireDatabase(process.env.MONGODB_URI ?? "");
    await migrate();
    await ensureOwner();
    const code = await prepareSetup();
    if (code) return [`Set it up at ${settings.appUrl}/setup with the code ${code}`];
    const owner = settings.owner && (await hasRootAccount()) ? ` (OWNER_EMAIL is ${settings.owner.email})` : "";
    return [`Sign in at ${settings.appUrl}/login${owner}`];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new StartProblem(`The first account could not be made from OWNER_*: ${error.message}`);
  } finally {
    await closeDatabase();
  }
}

export interface DatabaseFacts {
  version: string;
  replicaSet: string | null;
}

/** @throws StartProblem where there is no MongoDB that Foyer can work with, with what to do */
export async function requireDatabase(uri: string): Promise<DatabaseFacts> {
  const shown = withoutPassword(uri);
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 8000, connectTimeoutMS: 8000 });
  try {
    const admin = client.db("admin");
    const hello = (await admin.command({ hello: 1 })) as { setName?: string; msg?: string };
    const { version } = (await client.db().command({ buildInfo: 1 })) as { version: string };
    if (Number.parseInt(version, 10) < 6) {
      throw new StartProblem(`MONGODB_URI (${shown}) is MongoDB ${version}. Foyer needs 6.0 or newer.`);
    }
    if (!hello.setName && hello.msg !== "isdbgrid") {
      throw new StartProblem(
        `MONGODB_URI (${shown}) is a single MongoDB without a replica set, which has no transactions.\nStart it with --replSet rs0 and run rs.initiate() once; compose.yaml shows how.`,
      );
    }
    return { version, replicaSet: hello.setName ?? null };
  } catch (error) {
    if (error instanceof StartProblem) throw error;
    throw new StartProblem(`The database at MONGODB_URI (${shown}) cannot be used: ${(error as Error).message}`);
  } finally {
    await client.close().catch(() => {});
  }
}

function withoutPassword(uri: string): string {
  return uri.replace(/\/\/([^@/]*)@/, "//…@");
}
