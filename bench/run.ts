import { parseArgs } from "node:util";
import { StartProblem, terminal } from "../bin/terminal";
import { accept } from "./accept";
import { bulk } from "./bulk";
import { inviteBusiness } from "./invite-business";
import { inviteUser } from "./invite-user";
import { landing } from "./landing";
import { lists } from "./lists";
import { mailsClaim } from "./mails";
import { pending } from "./pending";
import { withBench } from "./support/bench";
import type { Claim } from "./support/claim";
import { type Report, toJson, toText } from "./support/report";

/** `npm run bench`: measures what README claims, each beside the limit of the machine, in one run. */

const CLAIMS: Claim[] = [inviteUser, inviteBusiness, pending, lists, accept, landing, mailsClaim, bulk];

const HELP = `npm run bench -- [claim…] [--quick] [--limits off] [--json]

Measures Foyer's production build over HTTP on loopback, each claim beside a bare
application on the same database, in alternating rounds.

  claim         ${CLAIMS.map(({ name }) => name).join(", ")}; all when left out
  --quick       short rounds at 8 clients alone, to see that it works
  --limits off  RATE_LIMITS=off; on when left out, with enough API keys to stay below them
  --json        nothing but JSON on standard output`;

class UsageError extends Error {}

function options() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      limits: { type: "string", default: "on" },
      help: { type: "boolean", default: false },
    },
  });
  const unknown = positionals.filter((name) => !CLAIMS.some((claim) => claim.name === name));
  if (unknown.length > 0) throw new UsageError(`There is no claim ${unknown.join(", ")}.`);
  const { limits } = values;
  if (limits !== "on" && limits !== "off") throw new UsageError("--limits is on or off.");
  const claims = CLAIMS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  return { ...values, limits, claims } as const;
}

async function main(): Promise<number> {
  const { quick, json, limits, help, claims } = options();
  if (help) {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  // Progress goes to standard error, results to standard output.
  const out = terminal(process.stderr);
  const report = await withBench(out, { quick, rateLimits: limits }, async (bench, machine): Promise<Report> => {
    const results: Report["claims"] = [];
    for (const { name, title, run } of claims) {
      const progress = out.progress(title);
      results.push({ name, title, ...(await run(bench)) });
      progress.done(title);
    }
    return { at: new Date().toISOString(), quick, limits, machine, claims: results };
  });
  process.stdout.write(json ? `${toJson(report)}\n` : toText(report));
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  const wrongUsage = error instanceof UsageError || (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
  const { message, stack } = error as Error;
  if (wrongUsage) process.stderr.write(`${message}\n\n${HELP}\n`);
  else process.stderr.write(`${error instanceof StartProblem ? message : stack}\n`);
  process.exitCode = wrongUsage ? 2 : 1;
}
