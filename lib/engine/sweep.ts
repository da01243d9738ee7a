import { randomUUID } from "node:crypto";
import { sweepBatches } from "../batches/sweep";
import { meta } from "../db/client";
import { tellExpired } from "../invitations/digest";
import { remindDue } from "../invitations/remind";
import { sweep } from "../invitations/sweep";
import { log } from "../log";

const EACH_MS = 55_000;
const TURN = "engine:sweep";
const DUPLICATE_KEY = 11000;

/** Sweeps once a minute however many copies look; the database's own time decides whose turn it is. */
export async function sweepWhenDue(by: string, signal?: AbortSignal): Promise<boolean> {
  if (!(await takeTurn(by))) return false;
  const swept = await sweepAll(signal);
  log.debug("Swept", { by, swept });
  return true;
}

export interface Swept {
  /** Invitations that ended. */
  expired: number;
  /** Mails that tell of those. */
  told: number;
  /** Invitations that were brought to mind. */
  reminded: number;
}

/** Does what time has made due: ends what is over, tells whoever invited, reminds of what ends soon, mends lists. */
export async function sweepAll(signal?: AbortSignal): Promise<Swept> {
  const { expired } = await sweep(signal);
  // What one of them cannot do does not keep the other from its work.
  const [told, reminded, lists] = await Promise.allSettled([
    tellExpired(signal),
    remindDue(signal),
    sweepBatches(signal),
  ]);
  if (lists.status === "rejected") throw lists.reason;
  if (told.status === "rejected") throw told.reason;
  if (reminded.status === "rejected") throw reminded.reason;
  return { expired, ...told.value, ...reminded.value };
}

/** Whether somebody has swept a moment ago: where nobody has, no copy runs and no Inngest calls. */
export async function isSwept(): Promise<boolean> {
  const lately = { $gt: [{ $add: ["$until", EACH_MS] }, "$$NOW"] };
  return (await meta().findOne({ _id: TURN, $expr: lately }, { projection: { _id: 1 } })) !== null;
}

async function takeTurn(by: string): Promise<boolean> {
  // Names this look, not this copy: a copy that had the last turn must not take the sight of its own name for a new one.
  const look = `${by} ${randomUUID()}`;
  const due = { $lte: [{ $ifNull: ["$until", "$$NOW"] }, "$$NOW"] };
  try {
    const turn = await meta().findOneAndUpdate(
      { _id: TURN },
      [
        { $set: { by: { $cond: [due, { $literal: look }, "$by"] } } },
        { $set: { until: { $cond: [{ $eq: ["$by", { $literal: look }] }, { $add: ["$$NOW", EACH_MS] }, "$until"] } } },
      ],
      { upsert: true, returnDocument: "after" },
    );
    return turn?.by === look;
  } catch (error) {
    // Two copies made the document at once; the other one has the turn.
    if ((error as { code?: unknown }).code === DUPLICATE_KEY) return false;
    throw error;
  }
}
