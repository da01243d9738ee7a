import type { Bench } from "./support/bench";
import { measureList, measureMailed, type Pair } from "./support/bulk";
import { newList, runList } from "./support/bulk-list";
import { loopSingly } from "./support/bulk-loop";
import type { Claim, Verdict } from "./support/claim";
import { median, type Sample } from "./support/load";
import { type Outside, startOutside } from "./support/outside";
import { type Row, rowOf } from "./support/rounds";

/** Lists of people: how fast they are run beside the least that anybody could do, and what they cost meanwhile. */
export const bulk: Claim = {
  name: "bulk",
  title: "Lists, from the beginning of the upload to the last row's records",
  async run(bench) {
    const outside = await startOutside();
    try {
      return await measure(bench, outside);
    } finally {
      await outside.stop();
    }
  },
};

interface Case {
  name: string;
  type: "user" | "business";
  rows: number;
  rounds: number;
  mailed: boolean;
}

async function measure(bench: Bench, outside: Outside) {
  const longest = bench.lists.at(-1) ?? { rows: 1000, rounds: 1 };
  const middle = bench.lists.at(-2) ?? longest;
  const cases: Case[] = [
    ...bench.lists.map((list) => caseOf("user", list, false)),
    caseOf("business", middle, false),
    caseOf("user", middle, true),
  ];
  const rows: Row[] = [];
  const verdicts: Verdict[] = [];
  const notes: string[] = [];
  const speeds: number[] = [];
  for (const each of cases) {
    const pairs: Pair[] = [];
    for (let round = 0; round < each.rounds; round += 1) {
      pairs.push(await measureList(bench, each.type, each.rows, each.mailed ? outside : null));
    }
    rows.push(rowOf(each.name, 1, pairs.map(sampleOf)), rowOf(`insertMany, ${each.name}`, 2, pairs.map(limitOf)));
    verdicts.push({
      what: `of insertMany's rows a second, ${each.name}`,
      value: median(pairs.map(({ limitMs, rowsMs }) => limitMs / rowsMs)),
      aim: { atLeast: 0.7 },
    });
    if (each.type === "user" && !each.mailed)
      speeds.push(median(pairs.map(({ batch, rowsMs }) => batch.rows / rowsMs)));
    notes.push(phasesOf(each, pairs));
    if (each.rows === longest.rows) {
      const value = Math.max(...pairs.map(({ grownMb }) => grownMb));
      verdicts.push({ what: `MB that the server grew by at most, ${each.name}`, value, aim: { atMost: 150 } });
    }
  }
  const flat = (speeds.at(-1) ?? Number.NaN) / (speeds[0] ?? Number.NaN);
  verdicts.push({ what: "of the shortest list's rows a second in the longest", value: flat, aim: { atLeast: 0.8 } });
  const loop = await besideLoop(bench, middle.rows);
  rows.push(loop.row);
  verdicts.push(loop.verdict, await toTheLastMail(bench, outside));
  notes.push(
    "insertMany: the documents that Foyer had just written, read back and inserted into a database with the same indexes",
    "and validators, some thousand rows a call, two in flight. Every round has a new Foyer and new databases.",
  );
  return { rows, unit: "rows", verdicts, notes };
}

const caseOf = (type: Case["type"], { rows, rounds }: { rows: number; rounds: number }, mailed: boolean): Case => ({
  name: `${rows.toLocaleString("en")} ${type === "user" ? "people" : "businesses"}${mailed ? ", mailed through Resend" : ""}`,
  ...{ type, rows, rounds, mailed },
});

const sample = (requests: number, ms: number, cpuMs: number): Sample => ({
  requests,
  perSecond: (requests * 1000) / ms,
  ...{ p50: Number.NaN, p95: Number.NaN },
  cpuMs: cpuMs / requests,
});
const sampleOf = ({ batch, rowsMs, cpuMs }: Pair) => sample(batch.rows, rowsMs, cpuMs);
const limitOf = ({ batch, limitMs }: Pair) => sample(batch.rows, limitMs, Number.NaN);

/** Of the time that a list takes, how much goes where. */
function phasesOf({ name }: Case, pairs: readonly Pair[]): string {
  const share = (pick: (pair: Pair) => number) => `${Math.round(100 * median(pairs.map((p) => pick(p) / p.rowsMs)))} %`;
  const documents = median(pairs.map((pair) => pair.documents / pair.batch.rows));
  const grown = Math.round(median(pairs.map(({ grownMb }) => grownMb)));
  return [
    `${name}: received, read and kept (until 202) ${share((pair) => pair.acceptedMs)}`,
    `judged and written ${share((pair) => pair.rowsMs - pair.acceptedMs)}`,
    `${documents.toFixed(1)} documents a row`,
    `the server grew by ${grown} MB.`,
  ].join("; ");
}

/** Calls of the loop: a hundredth of a second or so each. */
const LOOP = 400;

/** A list beside as many single calls, one after the other. */
async function besideLoop(bench: Bench, count: number): Promise<{ row: Row; verdict: Verdict }> {
  return bench.withFoyer("bulk", {}, async (foyer) => {
    await loopSingly(foyer, LOOP);
    const loop = await loopSingly(foyer, LOOP);
    const query = { type: "user", sendEmail: "false" };
    await runList(foyer, newList("user", 1000), query);
    const { rowsMs } = await runList(foyer, newList("user", count), query);
    return {
      row: rowOf("a loop of single calls, one client", 1, [loop]),
      verdict: {
        what: "times the speed of that loop",
        value: (count * 1000) / rowsMs / loop.perSecond,
        aim: { atLeast: 100 },
      },
    };
  });
}

const MAILED = { full: 3000, quick: 1000 };

async function toTheLastMail(bench: Bench, outside: Outside): Promise<Verdict> {
  const count = bench.lists.length > 2 ? MAILED.full : MAILED.quick;
  const { seconds, best, calls } = await measureMailed(bench, count, outside);
  const took = `${count} rows to the last mail taken: ${seconds.toFixed(1)} s and ${calls} calls`;
  return {
    what: `of the time that Resend's 2 requests a second allow at best (${took}; at best ${best} s)`,
    value: seconds / best,
    aim: { atMost: 1.1 },
  };
}
