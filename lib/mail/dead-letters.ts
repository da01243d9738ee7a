import type { ObjectId } from "mongodb";
import { now } from "../clock";
import { invitations, mails, transact } from "../db/client";
import type { MailDoc } from "../db/types";
import { noteOutcomes } from "./list-news";
import { SET_PRIORITY } from "./lists";
import { standingsOf, whyNot } from "./prepare";

/**
 * Mails that are tried no more by themselves: `failed`, and `unknown`, which may have arrived. Only an operator, at the
 * command line, lets them be tried again; whoever invited sends the invitation again instead.
 */

export type Dead = "failed" | "unknown";
export const LISTED = ["failed", "unknown", "queued", "suppressed"] as const;

export interface MailLine {
  id: string;
  kind: MailDoc["kind"];
  to: string;
  account: string;
  status: MailDoc["status"];
  attempts: number;
  error: string | null;
  createdAt: Date;
}

export async function listMails(status: (typeof LISTED)[number], limit: number): Promise<MailLine[]> {
  const found = await mails().find({ status }).sort({ createdAt: 1 }).limit(limit).toArray();
  return found.map(({ _id, kind, to, account, attempts, error, createdAt }) => ({
    id: _id.toHexString(),
    ...{ kind, to: to.email, account: account.toHexString(), status, attempts, error, createdAt },
  }));
}

export interface Replay {
  /** Put back into the queue, and of those, how many may already have arrived. */
  queued: string[];
  mayArriveTwice: number;
  refused: { id: string; reason: string }[];
}

const CHUNK = 200;

/** Lets dead letters be tried again, each where that still makes sense. */
export async function replayMails(which: { ids: ObjectId[] } | { status: Dead }): Promise<Replay> {
  const replay: Replay = { queued: [], mayArriveTwice: 0, refused: [] };
  if ("ids" in which) {
    const found = await mails()
      .find({ _id: { $in: which.ids } })
      .toArray();
    const known = new Set(found.map(({ _id }) => _id.toHexString()));
    for (const id of which.ids) {
      if (!known.has(id.toHexString())) replay.refused.push({ id: id.toHexString(), reason: "There is no such mail." });
    }
    await replayChunk(found, replay);
  } else {
    const since = now();
    for (let after: Date = new Date(0), seen: ObjectId[] = []; ; ) {
      const chunk = await mails()
        .find({ status: which.status, createdAt: { $gte: after, $lte: since }, _id: { $nin: seen } })
        .sort({ createdAt: 1 })
        .limit(CHUNK)
        .toArray();
      const last = chunk.at(-1);
      if (!last) break;
      // Those of the same moment may be cut in two by the limit.
      const same = chunk.filter(({ createdAt }) => createdAt.getTime() === last.createdAt.getTime());
      seen = [...(last.createdAt.getTime() === after.getTime() ? seen : []), ...same.map(({ _id }) => _id)];
      after = last.createdAt;
      await replayChunk(chunk, replay);
    }
  }
  return replay;
}

async function replayChunk(chunk: readonly MailDoc[], replay: Replay): Promise<void> {
  const standings = await standingsOf(chunk);
  for (const mail of chunk) {
    const reason = isDead(mail) ? whyNot(mail, standings) : `It is ${mail.status}; only failed and unknown mails are.`;
    const id = mail._id.toHexString();
    if (reason) replay.refused.push({ id, reason });
    else if (!(await putBack(mail))) replay.refused.push({ id, reason: "Something else happened to it meanwhile." });
    else {
      noteOutcomes([mail]);
      replay.queued.push(id);
      if (mail.status === "unknown") replay.mayArriveTwice += 1;
    }
  }
}

const isDead = ({ status }: MailDoc) => status === "failed" || status === "unknown";

/** The mail keeps its id, and with it its link and Message-ID; who sends it, and what it wears, is settled anew. */
function putBack({ _id, status, invitation, send }: MailDoc): Promise<boolean> {
  return transact(async (session) => {
    const at = now();
    const { modifiedCount } = await mails().updateOne(
      { _id, status },
      [
        {
          $set: {
            ...{ status: "queued", attempts: 0, notBefore: "$$NOW", replayedAt: at },
            // A list that has ended would not let it leave.
            priority: { $min: ["$priority", SET_PRIORITY] },
            ...{ lease: null, frozen: null, transport: null, messageId: null, error: null, request: "$$REMOVE" },
          },
        },
      ],
      { session },
    );
    if (modifiedCount === 0) return false;
    if (invitation && send !== null) {
      await invitations().updateOne(
        { _id: invitation, sends: send, status: "pending", "delivery.status": { $in: ["failed", "unknown"] } },
        { $set: { delivery: { status: "queued", transport: null, at }, updatedAt: at } },
        { session },
      );
    }
    return true;
  });
}
