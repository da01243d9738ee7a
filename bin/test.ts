import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { obtainChromium } from "../tests/support/chromium";
import { ROOT } from "./settings";
import { terminal } from "./terminal";

/**
 * `npm test`: every check, in order, and a line of sums at the end. `npm test -- unit api` runs some of them; `--long`, as
 * `npm run faults` has it, lets the faults take as long as it takes to try everything.
 */

interface Count {
  passed: number;
  failed: number;
}

interface Check {
  name: string;
  run(): Promise<Count>;
}

const out = terminal();
const reports = mkdtempSync(path.join(os.tmpdir(), "foyer-reports-"));
const tool = (...parts: string[]) => path.join(ROOT, "node_modules", ...parts);

/** Runs a Node program of node_modules; resolves with whether it ended well. */
function node(args: string[], env: Record<string, string> = {}): Promise<boolean> {
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: "inherit", env: { ...process.env, ...env } });
  return new Promise((resolve) => {
    child.once("error", () => resolve(false));
    child.once("exit", (code) => resolve(code === 0));
  });
}

const one = (ok: boolean): Count => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

/** A program that ended badly without a failed test (or without a report) counts as one failure. */
function counted(ok: boolean, read: () => Count): Count {
  try {
    const count = read();
    return ok || count.failed > 0 ? count : { ...count, failed: 1 };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

async function vitest(project: string, env: Record<string, string> = {}): Promise<Count> {
  const report = path.join(reports, `${project}.json`);
  const args = ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const ok = await node([tool("vitest", "vitest.mjs"), ...args], env);
  return counted(ok, () => {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8")) as Record<string, number>;
    return { passed: numPassedTests ?? 0, failed: numFailedTests ?? 0 };
  });
}

async function browser(): Promise<Count> {
  if (!obtainChromium(out.say)) {
    out.warn("No Chromium: set CHROME_PATH, install chromium, or let this machine reach Playwright's downloads.");
    return { passed: 0, failed: 1 };
  }
  const report = path.join(reports, "browser.json");
  const ok = await node(
    [tool("@playwright", "test", "cli.js"), "test", "--reporter=list,json", "--pass-with-no-tests"],
    {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    },
  );
  return counted(ok, () => {
    const { stats } = JSON.parse(readFileSync(report, "utf8")) as {
      stats: { expected: number; flaky: number; unexpected: number };
    };
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
  });
}

const given = process.argv.slice(2);
const long = given.includes("--long");

const CHECKS: Check[] = [
  { name: "types", run: async () => one(await node([tool("typescript", "bin", "tsc"), "--noEmit"])) },
  { name: "lint", run: async () => one(await node([tool("@biomejs", "biome", "bin", "biome"), "check"])) },
  { name: "unit", run: () => vitest("unit") },
  { name: "api", run: () => vitest("api") },
  { name: "faults", run: () => vitest("faults", long ? { FOYER_FAULTS: "long" } : {}) },
  { name: "browser", run: browser },
];

const chosen = given.filter((name) => name !== "--long");
const unknown = chosen.filter((name) => !CHECKS.some((check) => check.name === name));
if (unknown.length > 0) {
  out.warn(`There is no check named ${unknown.join(", ")}. There are: ${CHECKS.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}

const lines: string[] = [];
const sum: Count = { passed: 0, failed: 0 };
for (const { name, run } of CHECKS.filter((check) => chosen.length === 0 || chosen.includes(check.name))) {
  out.say(`\n── ${name}`);
  const since = Date.now();
  const { passed, failed } = await run();
  sum.passed += passed;
  sum.failed += failed;
  const seconds = Math.round((Date.now() - since) / 1000);
  lines.push(`${failed > 0 ? "✗" : "✓"} ${name.padEnd(8)} ${passed} passed, ${failed} failed (${seconds} s)`);
}
rmSync(reports, { recursive: true, force: true });
out.say(["", ...lines, "", `${sum.passed} passed, ${sum.failed} failed`].join("\n"));
// Not process.exit: what was written to a pipe has to arrive.
process.exitCode = sum.failed > 0 ? 1 : 0;
