import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbeddedMongo } from "../../bin/embedded-mongo";
import { findMongod } from "../../bin/find-mongod";
import { startGuard } from "../../bin/guard";
import { terminal } from "../../bin/terminal";

declare module "vitest" {
  export interface ProvidedContext {
    mongodbUri: string;
  }
}

interface Running {
  uri: string;
  stop(): Promise<void>;
}

/** Projects run their global set-up one by one in this process; they share one MongoDB. */
const shared = globalThis as typeof globalThis & { foyerTestMongo?: { running: Promise<Running>; users: number } };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.foyerTestMongo ??= { running: start(), users: 0 };
  const state = shared.foyerTestMongo;
  state.users += 1;
  const { uri } = await state.running;
  project.provide("mongodbUri", uri);
  return async () => {
    state.users -= 1;
    if (state.users > 0) return;
    delete shared.foyerTestMongo;
    await (await state.running).stop();
  };
}

async function start(): Promise<Running> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "foyer-test-"));
  const guard = startGuard();
  const mongo = await startEmbeddedMongo({
    dataDir,
    mongod: await findMongod({ terminal: terminal(process.stderr) }),
    onProcess: (pid) => guard.watch([pid]),
  });
  return {
    uri: mongo.uri,
    async stop() {
      await mongo.stop();
      guard.dismiss();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
