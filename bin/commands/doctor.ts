import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { EnvError, readSettings, type Settings } from "../../lib/env";
import { databaseForCommand } from "../database";
import { requireDatabase } from "../first-run";
import { holderOf } from "../lock";
import { completeEnvironment, obtainSecret, prepareDataDir } from "../settings";
import type { Terminal } from "../terminal";
import type { Command } from "./command";

interface Finding {
  check: "settings" | "secret" | "database" | "clock" | "transport" | "engine";
  ok: boolean;
  message: string;
}

/** More than this between two clocks makes expiry and signatures argue. */
const CLOCK_SECONDS = 5;

export const doctor: Command = {
  name: "doctor",
  summary: "say what is wrong with database, transport, engine, clock or secret, and how to mend it",
  usage: "",
  options: {},
  database: "own",
  async run({ settings, out }) {
    const findings = [checkSettings()];
    findings.push(checkSecret(settings));
    findings.push(...(await checkRunning(settings, out)));
    const ok = findings.every((finding) => finding.ok);
    const lines = findings.map(({ check, ok: good, message }) => `${good ? "✓" : "✗"} ${check.padEnd(10)} ${message}`);
    return { ok, json: { ok, checks: findings }, lines };
  },
};

/** As `npm start` will judge them. */
function checkSettings(): Finding {
  try {
    readSettings({ ...process.env, NODE_ENV: "production" });
    return { check: "settings", ok: true, message: "complete and valid" };
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    const problems = error.problems.map(({ name, problem }) => `${name} ${problem}`).join(" ");
    return { check: "settings", ok: false, message: problems };
  }
}

function checkSecret(settings: Settings): Finding {
  if (settings.appSecret) {
    return { check: "secret", ok: true, message: "APP_SECRET is set; keep a copy of it outside this machine" };
  }
  try {
    prepareDataDir(settings.dataDir);
    obtainSecret(settings);
  } catch (error) {
    return { check: "secret", ok: false, message: (error as Error).message };
  }
  const file = path.join(settings.dataDir, "secret");
  const others = existsSync(file) && process.platform !== "win32" ? statSync(file).mode & 0o077 : 0;
  return others === 0
    ? { check: "secret", ok: true, message: `kept in ${file}; back it up with the data` }
    : { check: "secret", ok: false, message: `${file} can be read by others. Mend it: chmod 600 ${file}` };
}

async function checkRunning(settings: Settings, out: Terminal): Promise<Finding[]> {
  let database: Awaited<ReturnType<typeof databaseForCommand>>;
  try {
    prepareDataDir(settings.dataDir);
    database = await databaseForCommand(settings, out);
  } catch (error) {
    return [{ check: "database", ok: false, message: (error as Error).message }];
  }
  try {
    completeEnvironment(settings, database.uri);
    const facts = await requireDatabase(database.uri);
    const { closeDatabase, database: db } = await import("../../lib/db/client");
    const { isMigrated } = await import("../../lib/db/migrate");
    const migrated = await isMigrated();
    const where = settings.mongodbUri ? "MONGODB_URI" : database.holder ? "that of the running server" : "embedded";
    const advice = facts.version.startsWith("6.") ? "; an old release for trying out, 8.0 is recommended" : "";
    const findings: Finding[] = [
      {
        check: "database",
        ok: true,
        message: `MongoDB ${facts.version}, ${where}${advice}${migrated ? "" : "; not migrated yet, npm start does it"}`,
      },
    ];
    const before = Date.now();
    const { localTime } = (await db().admin().command({ hello: 1 })) as { localTime: Date };
    const apart = Math.round(Math.abs(localTime.getTime() - (before + Date.now()) / 2) / 100) / 10;
    findings.push({
      check: "clock",
      ok: apart <= CLOCK_SECONDS,
      message:
        apart <= CLOCK_SECONDS
          ? `${apart} s from the database's`
          : `${apart} s from the database's. Let both follow a time server (timedatectl set-ntp true)`,
    });
    findings.push(await checkTransport(settings));
    findings.push(await checkEngine(settings));
    await closeDatabase();
    return findings;
  } catch (error) {
    return [{ check: "database", ok: false, message: (error as Error).message }];
  } finally {
    await database.close();
  }
}

async function checkTransport(settings: Settings): Promise<Finding> {
  const { closeTransport, currentTransport } = await import("../../lib/mail/transports/registry");
  try {
    const transport = currentTransport();
    await transport.check();
    const note = transport.name === "mailbox" ? " (mail stays in the database; for trying out)" : " answers";
    return { check: "transport", ok: true, message: `${settings.mail.transport}${note}${withoutWebhook(settings)}` };
  } catch (error) {
    return { check: "transport", ok: false, message: `${settings.mail.transport}: ${(error as Error).message}` };
  } finally {
    await closeTransport();
  }
}

/** Mail leaves all the same, but nothing tells what became of it. */
function withoutWebhook({ appUrl, mail: { transport, resend, sendgrid } }: Settings): string {
  const missing =
    transport === "resend" && resend.webhookSecret === null
      ? "RESEND_WEBHOOK_SECRET"
      : transport === "sendgrid" && sendgrid.webhookPublicKey === null
        ? "SENDGRID_WEBHOOK_PUBLIC_KEY"
        : null;
  if (!missing) return "";
  return `; without ${missing} deliveries and bounces stay unknown: let a webhook call ${appUrl}/v1/webhooks/${transport}`;
}

/** The embedded engine lives in the server, so a server is asked. */
async function checkEngine(settings: Settings): Promise<Finding> {
  const url = (await holderOf(settings.dataDir).catch(() => null))?.url ?? settings.appUrl;
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5000) });
    const answer = (await response.text()).slice(0, 200);
    return response.ok
      ? { check: "engine", ok: true, message: `${settings.engine}, at work in the server at ${url}` }
      : { check: "engine", ok: false, message: `the server at ${url} is not ready (${response.status}): ${answer}` };
  } catch {
    return {
      check: "engine",
      ok: true,
      message: `${settings.engine}; no server answers at ${url}, so none is at work`,
    };
  }
}
