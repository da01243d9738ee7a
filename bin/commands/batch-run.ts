import { createWriteStream, existsSync, statSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { SYSTEM } from "../../lib/auth/actor";
import { ListQuery } from "../../lib/batches/options";
import { reportOf } from "../../lib/batches/report";
import { listRows } from "../../lib/batches/rows";
import { type BatchView, type Checked, MOST_BYTES, OUTCOMES, type RowView } from "../../lib/batches/schema";
import { takeList } from "../../lib/batches/upload";
import { parseId } from "../../lib/db/ids";
import { migrate } from "../../lib/db/migrate";
import { forgetEnv } from "../../lib/env";
import { type Command, type Outcome, UsageError, type Values } from "./command";
import { followList } from "./follow-list";
import { oldestRootAccount } from "./root-account";

/** Invites a file of people, and stays until each of them has an outcome. */

const SHOWN = 20;

interface Asked {
  file: string;
  format: "csv" | "ndjson";
  options: ListQuery;
  report: string | null;
}

export const batchRun: Command = {
  name: "batch run",
  summary: "invite a file of people, and watch until it is done",
  usage: "<file.csv> [options]",
  help: [
    "--type user|business  colleagues (user, when left out), or businesses that get an account of their own",
    "--account <id>        the account joined or inviting; the oldest root account when left out",
    '--mapping <json>      which column fills which field: {"email":"E-mail address"}',
    "--no-email            send no mail; the report then has each person's link",
    "--resend              invite again those whose invitation ended",
    "--name <name>         what to call the list; as its file when left out",
    "--dry-run             say what would happen, and do nothing",
    "--report <file.csv>   write what became of each row",
    "",
    "A running server does the work; without one it is done here. Ctrl-C stops watching, not the list.",
    "Exits 0 when every row has an outcome and none failed.",
  ],
  options: {
    type: { type: "string" },
    account: { type: "string" },
    mapping: { type: "string" },
    "no-email": { type: "boolean" },
    resend: { type: "boolean" },
    name: { type: "string" },
    "dry-run": { type: "boolean" },
    report: { type: "string" },
  },
  words: "files",
  check: asked,
  database: "open",
  async run({ values, settings, out }) {
    onlyWarnings();
    const { file, format, options, report } = asked(values);
    await migrate();
    const accountId = options.accountId ?? (await oldestRootAccount());
    const source = { path: file, format, filename: path.basename(file) };
    const taken = await takeList(SYSTEM, { ...options, accountId, source });
    if (taken.status === "checked") return told(taken);
    out.say(taken.message);
    const { id } = taken.batch;
    const { batch, left } = await followList(taken.batch, settings, out);
    if (left !== null) return { ok: false, json: { batch }, lines: [left, look(settings.appUrl, batch)] };
    if (report !== null) await writeReport(id, report);
    const { data: failed } = await listRows(SYSTEM, idOf(id), { status: "failed", limit: SHOWN });
    return {
      ok: batch.status === "completed" && batch.counts.failed === 0 && batch.counts.queued === 0,
      json: { batch, failed, report },
      lines: [
        ...linesOf(batch),
        ...failed.map(rowLine),
        ...(batch.counts.failed > failed.length ? [`… and ${batch.counts.failed - failed.length} more.`] : []),
        ...(report === null ? [] : [`What became of each row is in ${report}.`]),
        look(settings.appUrl, batch),
      ],
    };
  },
};

function asked(values: Values): Asked {
  const files = Array.isArray(values.files) ? values.files.map(String) : [];
  const [file] = files;
  if (file === undefined || files.length > 1) throw new UsageError("Name one file.");
  const found = existsSync(file) ? statSync(file) : null;
  if (!found?.isFile()) throw new UsageError(`${file} is not a file that can be read.`);
  if (found.size > MOST_BYTES) throw new UsageError(`${file} is larger than ${MOST_BYTES / 1024 / 1024} MB. Split it.`);
  const { report } = values;
  if (typeof report === "string" && !existsSync(path.dirname(path.resolve(report)))) {
    throw new UsageError(`--report: there is no folder ${path.dirname(report)}.`);
  }
  const given = {
    type: values.type,
    accountId: values.account,
    mapping: values.mapping,
    name: values.name,
    sendEmail: values["no-email"] ? "false" : undefined,
    resend: values.resend ? "true" : undefined,
    dryRun: values["dry-run"] ? "true" : undefined,
  };
  const parsed = ListQuery.safeParse(
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  );
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const option = issue?.path[0] === "accountId" ? "account" : String(issue?.path[0] ?? "");
    throw new UsageError(`--${option}: ${issue?.message ?? "is not valid."}`);
  }
  return {
    file: path.resolve(file),
    format: /\.(ndjson|jsonl)$/i.test(file) ? "ndjson" : "csv",
    options: parsed.data,
    report: typeof report === "string" ? report : null,
  };
}

/** Standard output belongs to the answer; what a server says of its everyday work is no part of it. */
function onlyWarnings(): void {
  if (process.env.LOG_LEVEL !== "error") process.env.LOG_LEVEL = "warn";
  forgetEnv();
}

function told({ counts, rows, ...checked }: Checked): Outcome {
  const { total, ...outcomes } = counts as Record<string, number>;
  const refused = rows.filter(({ status }) => status === "invalid" || status === "over_limit").slice(0, SHOWN);
  return {
    ok: !outcomes.invalid && !outcomes.over_limit,
    json: { ...checked, counts, rows },
    lines: [
      `${rowsOf(total ?? 0)} read, nothing was written.`,
      ...OUTCOMES.filter((name) => outcomes[name]).map((name) => `  ${name.padEnd(20)}${number(outcomes[name] ?? 0)}`),
      ...refused.map(rowLine),
    ],
  };
}

async function writeReport(id: string, file: string): Promise<void> {
  const { content } = await reportOf(SYSTEM, idOf(id));
  // It can hold links that open accounts.
  await pipeline(Readable.from(content), createWriteStream(file, { mode: 0o600 }));
}

const ENDED: Partial<Record<BatchView["status"], string>> = {
  cancelled: "The list was cancelled.",
  failed: "The list failed.",
};

function linesOf({ status, counts, delivery, sendEmail }: BatchView): string[] {
  const { total, invited, skipped, failed } = counts;
  const taken = delivery.sent + delivery.delivered;
  const trouble = Object.entries({ bounced: delivery.bounced, failed: delivery.failed, unknown: delivery.unknown })
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `, ${number(count)} ${name}`);
  return [
    ...(ENDED[status] ? [ENDED[status]] : []),
    `${rowsOf(total)}: ${number(invited)} invited, ${number(skipped)} skipped, ${number(failed)} failed.`,
    ...(sendEmail ? [`Mail: ${number(taken)} taken${trouble.join("")}.`] : []),
  ];
}

function rowLine({ line, email, code, reason }: RowView): string {
  return `  line ${line}  ${email || "–"}  ${code ?? ""}${reason ? `: ${reason}` : ""}`;
}

function look(appUrl: string, { id, account }: BatchView): string {
  return `See it at ${appUrl}/a/${account}/bulk/${id}`;
}

function idOf(id: string) {
  const parsed = parseId(id);
  if (!parsed) throw new Error("A list's id is one");
  return parsed;
}

const number = (count: number) => count.toLocaleString("en");
const rowsOf = (count: number) => (count === 1 ? "One row" : `${number(count)} rows`);
