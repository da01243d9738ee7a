import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os"; import path from "node:path"; import { randomBytes } from "node:crypto";
import { startDatabase } from "./bin/database"; import { settingsOrProblem } from "./bin/settings"; import { terminal } from "./bin/terminal";
import { closeDatabase } from "./lib/db/client"; import { forgetEnv } from "./lib/env";
import { prepareBare } from "./bench/support/templates"; import { prepareFoyer } from "./bench/support/seed";
import { mailsClaim } from "./bench/mails"; import { toText } from "./bench/support/report";
const dataDir = mkdtempSync(path.join(os.tmpdir(), "t2-bench-"));
const quick = process.argv.includes("--quick");
Object.assign(process.env, { DATA_DIR: dataDir, MONGODB_URI: "" });
const mongo = await startDatabase({ settings: settingsOrProblem(), out: terminal(process.stderr) });
try {
  forgetEnv();
  Object.assign(process.env, { OWNER_EMAIL: "owner@bench.example.com", OWNER_PASSWORD: "a bench has no secret", OWNER_ACCOUNT: "Bench", APP_SECRET: randomBytes(48).toString("base64url"), MAIL_TRANSPORT: "mailbox", ENGINE: "embedded", RATE_LIMITS: "on", TRUSTED_PROXIES: "1", MAIL_RATE: "10", LOG_LEVEL: "warn", NODE_ENV: "production", APP_URL: "http://127.0.0.1:3999", DATA_DIR: dataDir, MONGODB_URI: mongo.uri });
  const templates = await prepareBare();
  const { account, keys } = await prepareFoyer(1);
  const bench: any = { templates, account, keys, pace: quick ? { rounds: 2, seconds: 1 } : { rounds: 5, seconds: 3 }, acceptances: quick ? 40 : 100, onBare: (t: any) => t() };
  const r = await mailsClaim.run(bench);
  process.stdout.write(toText({ at: "", quick, limits: "on", machine: { cpus: 2, cpu: "", memoryGb: 0, node: process.version, mongodb: "", system: "" }, claims: [{ name: "mails", title: mailsClaim.title, ...r }] } as any));
  for (const row of r.rows) console.log(row.subject, row.rounds.map((s: any) => Math.round(s.perSecond)).join(" "));
} catch (e) { console.error(e); } finally { await closeDatabase(); await mongo.stop(); rmSync(dataDir, { recursive: true, force: true }); process.exit(0); }
