import type { ObjectId } from "mongodb";
import { mailRequests } from "../db/client";
import { LEASE_MS } from "./backoff";
import { finishRequest, type Held, mailsOf } from "./requests";
import type { Outcome } from "./settle";
import type { Transport } from "./transports/transport";

/**
 * Requests to a provider that the settings do not name any more. What it certainly did not take leaves another way; what
 * it may have taken is unknown.
 */
export async function settleForeignRequests(transport: Transport): Promise<void> {
  const found = await mailRequests()
    .find({ status: "open", transport: { $ne: transport.name } })
    .limit(20)
    .toArray();
  for (const { _id, transport: name } of found) {
    const request = await takeForeign(_id, name);
    if (!request) continue;
    const outcome: Outcome = request.doubtful
      ? { status: "unknown", error: CHANGED }
      : { status: "queued", wait: 0, error: null };
    await finishRequest(
      request,
      (await mailsOf(request)).map((mail) => ({ mail, outcome })),
    );
  }
}

const CHANGED =
  "It may have been taken before the mail settings changed, and cannot be asked about any more. It is not sent again by itself.";

/** Null while a worker that still uses the other provider is at it. */
async function takeForeign(_id: ObjectId, transport: string): Promise<Held | null> {
  const until = { $add: ["$$NOW", LEASE_MS] };
  const request = await mailRequests().findOneAndUpdate(
    {
      ...{ _id, status: "open", transport },
      $expr: { $or: [{ $eq: ["$lease", null] }, { $lt: ["$lease.until", "$$NOW"] }] },
    },
    [
      {
        $set: {
          doubtful: { $or: ["$doubtful", { $ne: ["$lease", null] }] },
          lease: { by: "change of transport", until, fence: { $add: ["$attempts", 1] } },
          notBefore: until,
        },
      },
    ],
    { returnDocument: "after" },
  );
  return request?.lease ? { ...request, lease: request.lease } : null;
}
