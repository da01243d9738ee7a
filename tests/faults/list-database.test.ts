import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type EmbeddedMongo, startEmbeddedMongo } from "../../bin/embedded-mongo";
import { findMongod } from "../../bin/find-mongod";
import { type Guard, startGuard } from "../../bin/guard";
import { terminal } from "../../bin/terminal";
import { closeDatabase, database } from "../../lib/db/client";
import { migrate } from "../../lib/db/migrate";
import { forgetEnv } from "../../lib/env";
import { type Copy, startCopy, stopCopies, underWay, until, untilFinished, uploadTo } from "../support/copies";
import { createTenant } from "../support/factories";
import { LONG, MINUTE, PATIENCE, tell } from "../support/fault-figures";
import { accountsOf, expectWhole, mailedTimes } from "../support/list-accounts";
import { listOfPeople } from "../support/list-of-people";
import { RESEND_KEY, ResendServer } from "../support/providers/resend";

/** MongoDB is killed under a working application, and started again on the same data. */

const KILLS = LONG ? 5 : 1;
const ROWS = LONG ? 10_000 : 1_200;

const folder = mkdtempSync(path.join(os.tmpdir(), "foyer-mongo-"));
let guard: Guard;
let mongo: EmbeddedMongo;
let pid = 0;
let starts = 0;
let resend: ResendServer;
let copy: Copy | undefined;

beforeAll(async () => {
  guard = startGuard();
  mongo = await startEmbeddedMongo({
    dataDir: folder,
    mongod: await findMongod({ terminal: terminal(process.stderr) }),
    onProcess: (started) => {
      [pid, starts] = [started, starts + 1];
      guard.watch([started]);
    },
  });
  await closeDatabase();
  process.env.MONGODB_URI = mongo.uri;
  forgetEnv();
  await migrate();
  resend = await ResendServer.open({ delay: 100 });
}, MINUTE);

afterAll(async () => {
  await stopCopies(copy);
  await closeDatabase();
  await mongo?.stop();
  await resend?.close();
  guard?.dismiss();
  rmSync(folder, { recursive: true, force: true });
}, MINUTE);

it(`a list of ${ROWS} rows ends whole when MongoDB is killed ${KILLS} times with kill -9`, {
  timeout: PATIENCE,
}, async () => {
  const list = listOfPeople("business", ROWS, "database");
  const { key } = await createTenant();
  const settings = { RESEND_API_KEY: RESEND_KEY, RESEND_BASE_URL: resend.url, MAIL_RATE: LONG ? "4" : "8" };
  const application = await startCopy({ MAIL_TRANSPORT: "resend", ...settings });
  copy = application;
  const batch = await uploadTo(application.foyer.url, key, list);
  const hits = { "killed in rows": 0, "killed in mails": 0 };
  for (let kill = 0; kill < KILLS; kill += 1) {
    const wanted = kill < 2 ? "rows" : "mails";
    await until(wanted, 5_000, async () => (await underWay(batch, application))[wanted]).catch(() => {});
    await sleep(Math.random() * 100);
    const { rows, mails } = await underWay(batch, application);
    if (rows) hits["killed in rows"] += 1;
    if (mails) hits["killed in mails"] += 1;
    const before = starts;
    process.kill(pid, "SIGKILL");
    await until("MongoDB to be back", MINUTE, async () => starts > before && (await database().command({ ping: 1 })));
  }
  await untilFinished(batch, PATIENCE);

  const accounts = await accountsOf(batch);
  const mailed = mailedTimes(
    list,
    resend.mails.map(({ recipient }) => recipient),
  );
  tell(`MongoDB killed ${KILLS} times`, accounts, { rows: ROWS, ...hits, ...mailed });
  expectWhole(accounts, list);
  expect(mailed).toEqual({ once: list.addresses.length, "mailed twice": 0, "not mailed": 0 });
});
