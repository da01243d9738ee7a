import type { Machine } from "./bench";
import { isMet, type Result, type Verdict } from "./claim";

export interface Report {
  at: string;
  quick: boolean;
  limits: "on" | "off";
  machine: Machine;
  claims: ({ name: string; title: string } & Result)[];
}

export function toJson(report: Report): string {
  const claims = report.claims.map((claim) => ({
    ...claim,
    verdicts: claim.verdicts.map((verdict) => ({ ...verdict, met: isMet(verdict) })),
  }));
  const round = (_key: string, value: unknown) =>
    typeof value === "number" && !Number.isInteger(value) ? Number(value.toFixed(3)) : value;
  return JSON.stringify({ ...report, claims }, round, 2);
}

export function toText({ machine, quick, limits, claims }: Report): string {
  const { cpus, cpu, memoryGb, node, mongodb, system } = machine;
  const lines = [
    "",
    `${cpus} × ${cpu}, ${memoryGb} GB, ${system}; Node ${node}, MongoDB ${mongodb}; server, database and callers share it.`,
    `Limits ${limits}. ${quick ? "Quick: short rounds, good for seeing that it works and for nothing else." : "Medians over the rounds."}`,
  ];
  const milliseconds = (value: number) => (Number.isNaN(value) ? "–" : value.toFixed(1));
  for (const { title, rows, unit = "requests", verdicts, notes } of claims) {
    lines.push("", title, "");
    lines.push(
      ...table([
        ["", "clients", `${unit}/s`, "p50 ms", "p95 ms", `CPU ms a ${unit.replace(/s$/, "")}`],
        ...rows.map((row) => [
          row.subject,
          String(row.clients),
          row.requestsPerSecond.toFixed(row.requestsPerSecond < 100 ? 1 : 0),
          milliseconds(row.p50Ms),
          milliseconds(row.p95Ms),
          milliseconds(row.cpuMs),
        ]),
      ]).map((line) => `  ${line}`),
    );
    lines.push("", ...verdicts.map((verdict) => `  ${sentence(verdict)}`));
    for (const note of notes ?? []) lines.push(`  ${note}`);
  }
  return `${lines.join("\n")}\n\n`;
}

function sentence(verdict: Verdict): string {
  const { what, value, aim } = verdict;
  const found = `${value.toFixed(2)} ${what}`;
  if (!aim) return `· ${found}.`;
  const wanted = "atLeast" in aim ? `at least ${aim.atLeast}` : `at most ${aim.atMost}`;
  return `${isMet(verdict) ? "✓" : "✗"} ${found}; the aim is ${wanted}.`;
}

function table(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  "),
  );
}
