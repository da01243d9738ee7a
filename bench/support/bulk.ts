import { setTimeout as sleep } from "node:timers/promises";
import { accounts, batches, database, mongo } from "../../lib/db/client";
import { RESEND_KEY } from "../../tests/support/providers/resend";
import type { Bench, OtherFoyer } from "./bench";
import { insertSame } from "./bulk-limit";
import { type ListRun, type ListType, newList, runList } from "./bulk-list";
import type { Outside } from "./outside";

/** The ways in which lists are measured, each on a new Foyer whose database holds nothing else. */

/** Lists that are run first: V8 goes on optimising for thousands of rows. */
const WARM_UP = { lists: 3, rows: 1_000 };
const LIMIT = "bulk-limit";

export interface Pair extends ListRun {
  /** What `insertMany` took for the same documents. */
  limitMs: number;
  documents: number;
}

/** One list on a new Foyer, and then its documents once more into a database with the same indexes. */
export function measureList(bench: Bench, type: ListType, rows: number, outside: Outside | null): Promise<Pair> {
  const settings: Record<string, string> = outside ? throughResend(outside) : {};
  const query = { type, sendEmail: String(outside !== null) };
  return bench.onNewDatabase(LIMIT, () =>
    bench.withFoyer("bulk", settings, async (foyer) => {
      await warmUp(foyer, type);
      const run = await runList(foyer, newList(type, rows), query);
      // Its mails would go on leaving beside what is measured next.
      if (outside) await batches().updateOne({ _id: run.batch._id }, { $set: { status: "paused" } });
      const { ms, count } = await insertSame(database(), mongo().db(LIMIT), run.batch._id);
      return { ...run, limitMs: ms, documents: count };
    }),
  );
}

async function warmUp(foyer: OtherFoyer, type: ListType): Promise<void> {
  for (let list = 0; list < WARM_UP.lists; list += 1) {
    await runList(foyer, newList(type, WARM_UP.rows), { type, sendEmail: "false" });
  }
}

/** As Resend's documentation has it: so many requests a second, a hundred mails each. */
const RESEND = { rate: 2, batch: 100 };

function throughResend({ urls }: Outside): Record<string, string> {
  const resend = { MAIL_TRANSPORT: "resend", RESEND_API_KEY: RESEND_KEY, RESEND_BASE_URL: urls.resend };
  // Left to the provider's headers and documentation.
  return { ...resend, MAIL_RATE: "", MAIL_FROM: "Bench <invitations@bench.example.com>" };
}

export interface MailedRun {
  /** From the beginning of the upload to the last mail taken. */
  seconds: number;
  /** What the rate allows at best. */
  best: number;
  calls: number;
}

/** A list to its last mail taken, at a provider that lets through what it documents. */
export function measureMailed(bench: Bench, rows: number, outside: Outside): Promise<MailedRun> {
  return bench.withFoyer("bulk", throughResend(outside), async (foyer) => {
    // That a list ended is told by mail, too; those of the warm-up would take calls from the list that is measured.
    await accounts().updateMany({}, { $set: { "settings.notices": false } });
    await warmUp(foyer, "user");
    await outside.behave({ limit: RESEND.rate, delay: 0 });
    await outside.taken();
    const { begun } = await runList(foyer, newList("user", rows), { type: "user", sendEmail: "true" });
    const least = Math.ceil(rows / RESEND.batch);
    for (const end = Date.now() + 20 * least * (1000 / RESEND.rate); ; await sleep(50)) {
      const { calls, mails, last } = await outside.soFar();
      if (mails > rows) throw new Error(`${mails} mails were taken of ${rows}`);
      if (mails === rows) return { seconds: (last - begun) / 1000, best: (least - 1) / RESEND.rate, calls };
      if (Date.now() > end) throw new Error(`Only ${mails} of ${rows} mails were taken`);
    }
  });
}
