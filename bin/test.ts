import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
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
  /** What failed, told again at the end: above it lie thousands of lines, of which a log often keeps the last alone. */
  failures?: string[];
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
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8")) as VitestReport;
    return { passed: numPassedTests, failed: numFailedTests, failures: testResults.flatMap(failuresOf) };
  });
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

/** The failed tests of one file, or what kept the file from running. */
function failuresOf({ name, status, message, assertionResults }: VitestReport["testResults"][number]): string[] {
  const file = path.relative(ROOT, name);
  const failed = assertionResults.filter((test) => test.status === "failed");
  if (failed.length === 0 && status === "failed") {
    return [shown(file, message)];
  }
  return failed.map((test) => shown(`${file} › ${test.fullName}`, test.failureMessages.join("\n")));
}

const LINES_SHOWN = 12;

function shown(what: string, why: string): string {
  const lines = stripVTControlCharacters(why)
    .split("\n")
    .filter((line) => !line.includes("node_modules") && !line.includes("node:internal"));
  return [what, ...lines.slice(0, LINES_SHOWN).map((line) => `    ${line}`)].join("\n");
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
    const { stats, suites } = JSON.parse(readFileSync(report, "utf8")) as PlaywrightReport;
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected, failures: suites.flatMap(unexpectedOf) };
  });
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs: {
    file: string;
    title: string;
    tests: { status: string; results: { error?: { message?: string } }[] }[];
  }[];
}

interface PlaywrightReport {
  stats: { expected: number; flaky: number; unexpected: number };
  suites: PlaywrightSuite[];
}

function unexpectedOf({ suites = [], specs }: PlaywrightSuite): string[] {
  const own = specs.flatMap(({ file, title, tests }) =>
    tests
      .filter((test) => test.status === "unexpected")
      .map(({ results }) => shown(`tests/e2e/${file} › ${title}`, results.at(-1)?.error?.message ?? "")),
  );
  return [...own, ...suites.flatMap(unexpectedOf)];
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
const failures: string[] = [];
const sum: Count = { passed: 0, failed: 0 };
for (const { name, run } of CHECKS.filter((check) => chosen.length === 0 || chosen.includes(check.name))) {
  out.say(`\n── ${name}`);
  const since = Date.now();
  const count = await run();
  sum.passed += count.passed;
  sum.failed += count.failed;
  failures.push(...(count.failures ?? []));
  const seconds = Math.round((Date.now() - since) / 1000);
  const mark = count.failed > 0 ? "✗" : "✓";
  lines.push(`${mark} ${name.padEnd(8)} ${count.passed} passed, ${count.failed} failed (${seconds} s)`);
}
rmSync(reports, { recursive: true, force: true });
if (failures.length > 0) {
  out.say(["\n── what failed", ...failures].join("\n"));
}
out.say(["", ...lines, "", `${sum.passed} passed, ${sum.failed} failed`].join("\n"));
// Not process.exit: what was written to a pipe has to arrive.
process.exitCode = sum.failed > 0 ? 1 : 0;
