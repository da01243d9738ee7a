import { setTimeout as sleep } from "node:timers/promises";
import type { AnyBulkWriteOperation } from "mongodb";
import { mails, transact } from "../db/client";
import type { MailDoc } from "../db/types";
import { log } from "../log";
import type { Claimed } from "./claim";
import { type News, recordDeliveries } from "./delivery";
import { heldBy } from "./lease";

/** What became of a mail. */
export type Outcome =
  | { status: "sent"; messageId: string | null }
  | { status: "failed" | "unknown" | "suppressed" | "cancelled"; error: string }
  /** Another attempt after so many milliseconds. */
  | { status: "queued"; wait: number; error: string | null };

export interface Settled {
  mail: Claimed;
  transport: string;
  outcome: Outcome;
}

/** One of several was not this claim's any more. */
class Stray extends Error {}

/** Ends attempts: the mails, and in the same transaction what their invitations say of them. */
export async function settleMails(settled: readonly Settled[]): Promise<void> {
  if (settled.length === 0) return;
  try {
    await persist(() => settleTogether(settled));
  } catch (error) {
    if (!(error instanceof Stray)) throw error;
    for (const each of settled) await persist(() => settleTogether([each]));
  }
}

async function settleTogether(settled: readonly Settled[]): Promise<void> {
  await transact(async (session) => {
    const { modifiedCount } = await mails().bulkWrite(settled.map(ending), { ordered: false, session });
    const whole = modifiedCount === settled.length;
    if (!whole && settled.length > 1) throw new Stray("A mail of the group is another worker's");
    // That a mail was taken is told even by who is too late to say it of the mail.
    await recordDeliveries(settled.filter(({ outcome }) => whole || outcome.status === "sent").map(newsOf), session);
  });
}

function ending({ mail, outcome }: Settled): AnyBulkWriteOperation<MailDoc> {
  const { status } = outcome;
  return {
    updateOne: {
      // `unknown` because the lease ran out meanwhile, but now it is known after all.
      filter: { ...heldBy(mail), status: { $in: ["queued", "sending", "unknown"] } },
      update: [
        {
          $set: {
            status,
            error: { $literal: status === "sent" ? null : outcome.error },
            ...(status === "sent" ? { sentAt: "$$NOW", messageId: { $literal: outcome.messageId } } : {}),
            ...(status === "queued" ? { notBefore: { $add: ["$$NOW", Math.ceil(outcome.wait)] } } : {}),
            // An open question keeps its lease, so that the one who knows the answer may still give it.
            ...(status === "unknown" ? {} : { lease: null }),
          },
        },
      ],
    },
  };
}

export function newsOf({ mail, transport, outcome }: Omit<Settled, "mail"> & { mail: MailDoc }): News {
  if (outcome.status === "sent") return { mail, transport, status: "sent", messageId: outcome.messageId, error: null };
  return { mail, transport, status: outcome.status, error: outcome.error };
}

/** What happened outside must not be forgotten because the database was away for a moment. */
export async function persist<T>(write: () => Promise<T>): Promise<T> {
  for (const wait of [500, 2_000, 8_000]) {
    try {
      return await write();
    } catch (error) {
      if (error instanceof Stray) throw error;
      log.warn("The outcome of a mail could not be recorded yet", { error });
      await sleep(wait);
    }
  }
  return write();
}
