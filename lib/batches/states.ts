import type { BatchDoc } from "../db/batch-types";
import { AppError } from "../errors";

/** What cannot be done with a list as it stands. */

const ENDED: Partial<Record<BatchDoc["status"], string>> = {
  completed: "is done",
  failed: "has come to its end",
  cancelled: "was cancelled",
};

export function batchFinished(batch: Pick<BatchDoc, "name" | "status"> | null, what: string): AppError {
  const how = (batch && ENDED[batch.status]) ?? "has come to its end";
  return new AppError("batch_finished", `${batch?.name ?? "The list"} ${how}, so it cannot be ${what} any more.`);
}

export function batchNotStarted(what: string): AppError {
  return new AppError("batch_not_started", `A list that has not started cannot be ${what}. Start it first.`);
}
