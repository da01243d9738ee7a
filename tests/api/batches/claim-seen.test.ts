import { expect, it } from "vitest";
import { claimNext } from "@/lib/batches/claim";
import { runClaimed } from "@/lib/batches/run-chunk";
import { database, queues, transact } from "@/lib/db/client";
import { address, createTenant } from "../../support/factories";
import { putList } from "../../support/lists";

const CHUNKS = 60;

/**
 * A transaction reads from before the oldest commit that is still under way. A claim is not waited for until it is there,
 * so the transaction that writes under it has to say that it is to see it; otherwise the chunk would be taken for somebody
 * else's, and lie until its lease runs out.
 */
it("a chunk's transaction sees the claim it is written under, whatever is being committed meanwhile", async () => {
  const tenant = await createTenant();
  const rows = Array.from({ length: CHUNKS }, () => [{ cells: [address("row"), "Ana"] }]);
  const { batch } = await putList(tenant, rows, { status: "queued", sendEmail: false });
  const filler = database().collection("filler");
  await filler.insertOne({});
  let over = false;
  const commitLargely = async () => {
    const text = "x".repeat(2_000);
    while (!over) {
      await transact(async (session) => {
        const documents = Array.from({ length: 3_000 }, () => ({ text }));
        await filler.insertMany(documents, { session });
      });
    }
  };
  const committing = [commitLargely(), commitLargely()];
  try {
    for (let claimed = await claimNext("tests"); claimed; claimed = await claimNext("tests")) await runClaimed(claimed);
  } finally {
    over = true;
    await Promise.all(committing);
    await filler.drop();
  }
  expect(await queues().countDocuments({ batch: batch._id, status: "done" })).toBe(CHUNKS);
});
