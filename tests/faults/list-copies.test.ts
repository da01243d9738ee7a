import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { queues } from "../../lib/db/client";
import { type Copy, startCopy, stopCopies, underWay, until, untilFinished, uploadTo } from "../support/copies";
import { createTenant } from "../support/factories";
import { LONG, MINUTE, PATIENCE, tell } from "../support/fault-figures";
import { accountsOf, expectWhole, mailedTimes } from "../support/list-accounts";
import { type ListOfPeople, listOfPeople } from "../support/list-of-people";
import { RESEND_KEY, ResendServer } from "../support/providers/resend";

/** Several copies of the application work at one list; one of them may stop for longer than anybody waits for it. */

const ROWS = LONG ? 10_000 : 3_000;
/** Longer than the lease of a chunk. */
const STOPPED_MS = 70_000;

let resend: ResendServer;
let copies: Copy[] = [];

beforeAll(async () => {
  resend = await ResendServer.open();
});
afterEach(async () => {
  await stopCopies(...copies);
  copies = [];
  resend.clear();
}, MINUTE);
afterAll(() => resend.close());

async function startTwo(rate: string): Promise<[Copy, Copy]> {
  const settings = { RESEND_API_KEY: RESEND_KEY, RESEND_BASE_URL: resend.url, MAIL_RATE: rate };
  // One after the other: the first may have to build.
  const first = await startCopy({ MAIL_TRANSPORT: "resend", ...settings });
  copies.push(first);
  const second = await startCopy({ MAIL_TRANSPORT: "resend", ...settings });
  copies.push(second);
  return [first, second];
}

const mailedOf = (list: ListOfPeople) =>
  mailedTimes(
    list,
    resend.mails.map(({ recipient }) => recipient),
  );

const onceEach = ({ addresses }: ListOfPeople) => ({ once: addresses.length, "mailed twice": 0, "not mailed": 0 });

describe("two copies of the application on one list", () => {
  it("share its rows, and nobody is invited or mailed twice", { timeout: PATIENCE }, async () => {
    const [first] = await startTwo("20");
    const list = listOfPeople("business", ROWS, "shared");
    const { key } = await createTenant();
    const batch = await uploadTo(first.foyer.url, key, list);
    const workers = new Set<string>();
    await until("both to have worked at it", MINUTE, async () => {
      for (const { lease } of await queues()
        .find({ batch, lease: { $ne: null } })
        .toArray()) {
        if (lease) workers.add(lease.by.split(" ")[0] ?? "");
      }
      return workers.size > 1 || (await underWay(batch)).mails;
    });
    await untilFinished(batch, PATIENCE);
    const accounts = await accountsOf(batch);
    const mailed = mailedOf(list);
    tell("two copies", accounts, { rows: ROWS, workers: workers.size, ...mailed });
    expectWhole(accounts, list);
    expect(mailed).toEqual(onceEach(list));
    expect(workers.size).toBe(2);
  });

  it.runIf(LONG)(
    "go on when one of them stops for longer than its lease, and it does no harm when it goes on",
    {
      timeout: PATIENCE,
    },
    async () => {
      const [first, second] = await startTwo("2");
      const list = listOfPeople("business", ROWS, "stopped");
      const { key } = await createTenant();
      const batch = await uploadTo(second.foyer.url, key, list);
      const pids = first.foyer.processes();
      const hits = { "stopped with rows in hand": 0, "stopped with mails in hand": 0 };
      await until("the first one to hold rows", 10_000, async () => {
        const held = await queues().findOne({ batch, status: "queued", "lease.until": { $gt: new Date() } });
        return held?.lease?.by.includes(`:${pids.at(-1)}:`) || pids.some((pid) => held?.lease?.by.includes(`:${pid}:`));
      });
      for (const pid of pids) process.kill(pid, "SIGSTOP");
      const { rows, mails } = await underWay(batch);
      if (rows) hits["stopped with rows in hand"] += 1;
      if (mails) hits["stopped with mails in hand"] += 1;
      await sleep(STOPPED_MS);
      for (const pid of pids) process.kill(pid, "SIGCONT");
      await untilFinished(batch, PATIENCE);
      // It has woken with an old claim in its hands; whatever it would still do it does within moments.
      await sleep(10_000);
      const accounts = await accountsOf(batch);
      const mailed = mailedOf(list);
      tell(`a copy stopped for ${STOPPED_MS / 1000} s`, accounts, { rows: ROWS, ...hits });
      expectWhole(accounts, list);
    },
  );
});
