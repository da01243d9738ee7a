import { setTimeout as sleep } from "node:timers/promises";
import type { AnyBulkWriteOperation, Document, UpdateFilter } from "mongodb";
import { mails, transact } from "../db/client";
import type { MailDoc } from "../db/types";
import { log } from "../log";
import type { Claimed } from "./claim";
import { type News, recordDeliveries } from "./delivery";
import { heldBy } from "./lease";
import { noteOutcomes } from "./list-news";

/** What became of a mail. */
export type Outcome =
  /** By the provider's id, or by the Message-ID that it was frozen with. */
  | { status: "sent"; messageId: string | null; frozen?: true }
  | { status: "failed" | "unknown" | "suppressed" | "cancelled"; error: string }
  /** Another attempt after so many milliseconds. */
  | { status: "queued"; wait: number; error: string | null };

export interface Settled {
  mail: Claimed;
  transport: string;
  outcome: Outcome;
}

/** One of several was not this worker's any more: they are to be settled one by one. */
export class Stray extends Error {}

/** Ends attempts: the mails, and in the same transaction what their invitations say of them. */
export async function settleMails(settled: readonly Settled[]): Promise<void> {
  if (settled.length === 0) return;
  await writeTogether(settled, settleTogether);
  noteOutcomes(settled.map(({ mail }) => mail));
}

/** All at once; one by one where that met a stray. */
export async function writeTogether<T>(
  items: readonly T[],
  write: (items: readonly T[]) => Promise<void>,
): Promise<void> {
  try {
    await persist(() => write(items));
  } catch (error) {
    if (!(error instanceof Stray)) throw error;
    for (const item of items) await persist(() => write([item]));
  }
}

async function settleTogether(settled: readonly Settled[]): Promise<void> {
  await transact(async (session) => {
    const { modifiedCount } = await mails().bulkWrite(endings(settled), { ordered: false, session });
    const whole = modifiedCount === settled.length;
    if (!whole && settled.length > 1) throw new Stray("A mail of the group is another worker's");
    // That a mail was taken is told even by who is too late to say it of the mail.
    await recordDeliveries(settled.filter(({ outcome }) => whole || outcome.status === "sent").map(newsOf), session);
  });
}

/** Those that left under the Message-ID that they have already are one write for each claim. */
function endings(settled: readonly Settled[]): AnyBulkWriteOperation<MailDoc>[] {
  const left = new Map<string, Settled[]>();
  const others: Settled[] = [];
  for (const each of settled) {
    const { outcome, mail } = each;
    if (outcome.status !== "sent" || !outcome.frozen) others.push(each);
    else left.set(mail.lease.by, [...(left.get(mail.lease.by) ?? []), each]);
  }
  return [
    ...others.map(ending),
    ...[...left].map(([by, some]) => ({
      updateMany: {
        filter: { _id: { $in: some.map(({ mail }) => mail._id) }, "lease.by": by, status: { $in: OPEN } },
        hint: { _id: 1 },
        update: [
          { $set: { status: "sent", messageId: "$frozen.messageId", sentAt: "$$NOW", error: null, lease: null } },
        ],
      },
    })),
  ];
}

/** `unknown` because the lease ran out meanwhile, but now it is known after all. */
const OPEN: MailDoc["status"][] = ["queued", "sending", "unknown"];

function ending({ mail, outcome }: Settled): AnyBulkWriteOperation<MailDoc> {
  return {
    updateOne: {
      filter: { ...heldBy(mail), status: { $in: OPEN } },
      hint: { _id: 1 },
      update: changeOf(outcome, null),
    },
  };
}

/** What an outcome changes of a mail. An open question keeps its lease, so that who knows the answer may still give it. */
export function changeOf(outcome: Outcome, lease: null | undefined): UpdateFilter<MailDoc> | Document[] {
  const free = lease === null && outcome.status !== "unknown" ? { lease: null } : {};
  const { status } = outcome;
  if (status === "sent") {
    const { messageId } = outcome;
    return { $set: { status, messageId, error: null, ...free }, $currentDate: { sentAt: true } };
  }
  const { error } = outcome;
  if (status !== "queued") return { $set: { status, error, ...free } };
  // In whatever call it was, that one is over for it.
  const notBefore = { $add: ["$$NOW", Math.ceil(outcome.wait)] };
  return [{ $set: { status, error: { $literal: error }, notBefore, request: "$$REMOVE", ...free } }];
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
