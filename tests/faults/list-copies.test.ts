import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  type Copy,
  heldBy,
  signal,
  startCopy,
  stopCopies,
  until,
  untilFinished,
  uploadTo,
  watchWorkers,
} from "../support/copies";
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
    const [first, second] = await startTwo("20");
    const list = listOfPeople("business", ROWS, "shared");
    const { key } = await createTenant();
    // Whoever takes the list may be done with it before the other looks: it waits a moment.
    const batch = await uploadTo(first.foyer.url, key, list);
    const [mine, others] = [first.foyer.processes(), second.foyer.processes()];
    signal(mine, "SIGSTOP");
    const workers = await watchWorkers(batch);
    await until("the other one to have rows", MINUTE, async () => others.some((pid) => workers.claims.has(pid)));
    signal(mine, "SIGCONT");
    await untilFinished(batch, PATIENCE);
    await workers.close();
    const accounts = await accountsOf(batch);
    const mailed = mailedOf(list);
    const claims = [...workers.claims.values()].join(" and ");
    tell("two copies", accounts, { rows: ROWS, "claims of each once watched": claims, ...mailed });
    expectWhole(accounts, list);
    expect(mailed).toEqual(onceEach(list));
  });

  it.runIf(LONG)(
    "go on when one of them stops for longer than its lease, and it does no harm when it goes on",
    {
      timeout: PATIENCE,
    },
    async () => {
      const [first] = await startTwo("2");
      const list = listOfPeople("business", ROWS, "stopped");
      const { key } = await createTenant();
      const batch = await uploadTo(first.foyer.url, key, list);
      const pids = first.foyer.processes();
      const held = await until("it to stop with rows in its hands", MINUTE, async () => {
        if ((await heldBy(batch, pids)) === 0) return null;
        signal(pids, "SIGSTOP");
        const rows = await heldBy(batch, pids);
        if (rows > 0) return rows;
        signal(pids, "SIGCONT");
        return null;
      });
      await sleep(STOPPED_MS);
      signal(pids, "SIGCONT");
      await untilFinished(batch, PATIENCE);
      // It has woken with an old claim in its hands; whatever it would still do it does within moments.
      await sleep(10_000);
      const accounts = await accountsOf(batch);
      const mailed = mailedOf(list);
      tell(`a copy stopped for ${STOPPED_MS / 1000} s`, accounts, {
        rows: ROWS,
        "chunks in its hands": held,
        ...mailed,
      });
      expectWhole(accounts, list);
      expect(mailed).toEqual(onceEach(list));
    },
  );
});
