import { parseArgs } from "node:util";
import { AppError } from "../lib/errors";
import { batchRun } from "./commands/batch-run";
import type { Command, Outcome, Values } from "./commands/command";
import { UsageError } from "./commands/command";
import { doctor } from "./commands/doctor";
import { keyCreate } from "./commands/key-create";
import { mailsCommand, mailsReplay } from "./commands/mails";
import { migrateCommand } from "./commands/migrate";
import { seed } from "./commands/seed";
import { sweepCommand } from "./commands/sweep";
import { databaseForCommand } from "./database";
import { requireDatabase } from "./first-run";
import { holderOf } from "./lock";
import { completeEnvironment, loadEnvFile, prepareDataDir, settingsOrProblem } from "./settings";
import { StartProblem, terminal } from "./terminal";

/** `npm run foyer -- <command>`: exits 0, 1 (failed) or 2 (wrong usage). */

const COMMANDS: Command[] = [
  doctor,
  keyCreate,
  seed,
  migrateCommand,
  batchRun,
  mailsReplay,
  mailsCommand,
  sweepCommand,
];
const SHARED = { json: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length)) + 2;
  return [
    "Usage: npm run foyer -- <command> [options]",
    "",
    ...COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`),
    "",
    "Each takes --help, and --json (then nothing but JSON on standard output).",
    "Commands work beside a running server, its embedded database included.",
  ].join("\n");
}

function helpOf(command: Command): string {
  const lines = [...(command.help ?? []), "--json         nothing but JSON on standard output"];
  return [
    `Usage: npm run foyer -- ${command.name} ${command.usage}`.trimEnd(),
    "",
    `  ${command.summary}`,
    "",
    ...lines.map((line) => `  ${line}`),
  ].join("\n");
}

/** The command that the first words name, and what follows them. */
function pick(args: string[]): { command: Command; rest: string[] } | null {
  for (const command of COMMANDS) {
    const words = command.name.split(" ");
    if (words.every((word, i) => args[i] === word)) return { command, rest: args.slice(words.length) };
  }
  return null;
}

function parse(command: Command, args: string[]): Values {
  try {
    const { words } = command;
    const options = { ...command.options, ...SHARED };
    const { values, positionals } = parseArgs({ args, options, strict: true, allowPositionals: words !== undefined });
    return words === undefined ? values : { ...values, [words]: positionals };
  } catch (error) {
    throw new UsageError((error as Error).message.split(". To specify")[0] ?? "");
  }
}

/** Where the data of a running server lies, when nothing says: `npm run dev` keeps its own. */
async function chooseDataDir(): Promise<void> {
  if (process.env.DATA_DIR) return;
  for (const folder of [".data", ".data/dev"]) {
    const held = await holderOf(folder).catch(() => null);
    if (held) {
      process.env.DATA_DIR = folder;
      return;
    }
  }
}

async function run(command: Command, values: Values): Promise<Outcome> {
  const out = terminal(process.stderr);
  loadEnvFile();
  await chooseDataDir();
  const settings = settingsOrProblem();
  if (command.database === "own") return command.run({ values, settings, out });
  prepareDataDir(settings.dataDir);
  const database = await databaseForCommand(settings, out);
  try {
    if (settings.mongodbUri) await requireDatabase(settings.mongodbUri);
    completeEnvironment(settings, database.uri);
    return await command.run({ values, settings, out });
  } finally {
    const { closeDatabase } = await import("../lib/db/client");
    await closeDatabase();
    await database.close();
  }
}

async function main(args: string[]): Promise<number> {
  const json = args.includes("--json");
  const fail = (code: 1 | 2, message: string) => {
    if (json) process.stdout.write(`${JSON.stringify({ error: message })}\n`);
    else process.stderr.write(`${message}\n`);
    return code;
  };
  const words = args.filter((word) => !word.startsWith("-"));
  const asksHelp = args.some((word) => word === "--help" || word === "-h") || words[0] === "help";
  const picked = pick(args);
  if (!picked && asksHelp) {
    process.stdout.write(json ? `${JSON.stringify({ help: overview() })}\n` : `${overview()}\n`);
    return 0;
  }
  if (args.length === 0) return fail(2, overview());
  if (!picked) return fail(2, `There is no command "${words.join(" ")}".\n\n${overview()}`);
  const { command, rest } = picked;
  try {
    const values = parse(command, rest);
    if (values.help) {
      process.stdout.write(json ? `${JSON.stringify({ help: helpOf(command) })}\n` : `${helpOf(command)}\n`);
      return 0;
    }
    command.check?.(values);
    const { json: answer, lines, ok = true } = await run(command, values);
    process.stdout.write(json ? `${JSON.stringify(answer)}\n` : `${lines.join("\n")}\n`);
    return ok ? 0 : 1;
  } catch (error) {
    if (error instanceof UsageError) return fail(2, json ? error.message : `${error.message}\n\n${helpOf(command)}`);
    if (error instanceof StartProblem || error instanceof AppError) return fail(1, error.message);
    return fail(1, error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

process.exitCode = await main(process.argv.slice(2));
// The command has ended in order; what was put off meanwhile for a server that stays is not waited for.
process.stdout.write("", () => process.exit());
