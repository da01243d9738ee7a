import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sweepBatches } from "../../lib/batches/sweep";
import { setClock } from "../../lib/clock";
import { batches, invitations, mails, queues } from "../../lib/db/client";
import { type Copy, killAndStart, startCopy, stopCopies, untilFinished } from "../support/copies";
import { createTenant } from "../support/factories";
import { LONG, MINUTE, PATIENCE } from "../support/fault-figures";
import { accountsOf, expectWhole } from "../support/list-accounts";
import { type ListOfPeople, listOfPeople } from "../support/list-of-people";

/** The application is killed in the middle of an upload: a list is there whole, or not at all. */

const KILLS = LONG ? 12 : 2;
const ROWS = LONG ? 20_000 : 8_000;
const HOUR = 60 * MINUTE;

let copy: Copy;
let key: string;

beforeAll(async () => {
  copy = await startCopy({ MAIL_TRANSPORT: "mailbox" });
  ({ key } = await createTenant());
}, PATIENCE);
afterAll(() => stopCopies(copy), MINUTE);

/** Sends so much of the list, and does not wait for an answer. */
function beginUpload(list: ListOfPeople, share: number): Promise<void> {
  const body = Buffer.from(list.csv);
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${key}`, "content-type": "text/csv", "content-length": body.length };
    const url = `${copy.foyer.url}/v1/accounts/invite?sendEmail=false`;
    const request = http.request(url, { method: "POST", headers });
    // It is killed before it can answer.
    request.on("error", () => {});
    request.on("response", (response) => response.resume());
    request.write(body.subarray(0, Math.round(body.length * share)), (error) => (error ? reject(error) : resolve()));
    if (share === 1) request.end();
  });
}

it("an upload that was half there leaves no list, no rows and no mail", { timeout: PATIENCE }, async () => {
  await beginUpload(listOfPeople("user", ROWS, "half"), 0.5);
  await sleep(200);
  await killAndStart(copy);
  expect(await batches().countDocuments()).toBe(0);
  expect(await queues().countDocuments()).toBe(0);
  expect(await invitations().countDocuments()).toBe(0);
  expect(await mails().countDocuments()).toBe(0);
});

it(`of ${KILLS} uploads killed before they were answered, each is there whole or is cleared away`, {
  timeout: PATIENCE,
}, async () => {
  let whole = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const list = listOfPeople("user", ROWS, `cut${kill}`);
    await beginUpload(list, 1);
    await sleep(Math.random() * 300);
    await killAndStart(copy, false);
    const [batch] = await batches().find().sort({ _id: -1 }).limit(1).toArray();
    const [row] = batch ? await queues().find({ batch: batch._id }).sort({ index: 1 }).limit(1).toArray() : [];
    if (!batch || !row?.rows[0]?.cells[0]?.startsWith(`cut${kill}-`)) continue;
    whole += 1;
    await untilFinished(batch._id, PATIENCE);
    expectWhole(await accountsOf(batch._id), list);
  }
  const known = new Set((await batches().find().toArray()).map(({ _id }) => _id.toHexString()));
  const orphans = async () =>
    (await queues().distinct("batch")).filter((batch) => !known.has(batch.toHexString())).length;
  const cut = await orphans();
  setClock(2 * HOUR);
  try {
    await sweepBatches();
  } finally {
    setClock(0);
  }
  expect(await orphans()).toBe(0);
  process.stdout.write(
    `\n  ${KILLS} uploads killed: ${whole} there whole, ${cut} left rows that the sweep took away\n`,
  );
});
