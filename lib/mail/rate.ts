import { meta } from "../db/client";

/**
 * So many requests a second for all copies together: each takes the next free moment (generic cell rate algorithm) and
 * waits for it.
 * @returns milliseconds to wait
 */
export async function reserveMoment(transport: string, perSecond: number): Promise<number> {
  const doc = await meta().findOneAndUpdate(
    { _id: rateId(transport) },
    [
      { $set: { moment: { $max: ["$$NOW", { $ifNull: ["$next", "$$NOW"] }] }, now: "$$NOW" } },
      { $set: { next: { $add: ["$moment", Math.ceil(1000 / perSecond)] } } },
    ],
    { upsert: true, returnDocument: "after" },
  );
  const { moment, now }: Record<string, unknown> = { ...doc };
  return moment instanceof Date && now instanceof Date ? moment.getTime() - now.getTime() : 0;
}

/** Obeys a Retry-After for all copies: nobody's next moment comes before it. */
export async function holdBack(transport: string, seconds: number): Promise<void> {
  await meta().updateOne(
    { _id: rateId(transport) },
    [{ $set: { next: { $max: [{ $add: ["$$NOW", Math.ceil(seconds * 1000)] }, { $ifNull: ["$next", "$$NOW"] }] } } }],
    { upsert: true },
  );
}

const rateId = (transport: string) => `mail-rate:${transport}`;
