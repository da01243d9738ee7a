import { MongoError, MongoNetworkError, MongoServerError, MongoServerSelectionError } from "mongodb";

/** Whose fault a chunk's failure is: what the database could not do just now is tried again, what it refuses is the rows'. */

/** Being elected, going down, out of time or space, not allowed: nothing that another row would not meet, too. */
const PASSING = new Set([
  6, 7, 13, 18, 24, 50, 64, 89, 91, 112, 133, 189, 202, 225, 246, 251, 262, 290, 9001, 10107, 11600, 11601, 11602,
  13435, 13436, 14031, 365,
]);
const PASSING_LABELS = [
  "TransientTransactionError",
  "UnknownTransactionCommitResult",
  "RetryableWriteError",
  "RetryableReadError",
  "ResetPool",
];

export function isPassing(error: unknown): boolean {
  if (!(error instanceof MongoError)) return false;
  if (PASSING_LABELS.some((label) => error.hasErrorLabel(label))) return true;
  if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError) return true;
  if (error instanceof MongoServerError) return PASSING.has(Number(error.code));
  // What the driver says by itself is about the connection, but for a document that it cannot write.
  return !/BSON|Invalid(Argument|Parameter)|MissingDependency/.test(error.name);
}

export function isDuplicate(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === 11000;
}

/** For the record of a chunk: what kind of failure, without what it was about. */
export function nameOfFailure(error: unknown): string {
  if (error instanceof MongoServerError) return `${error.name} ${error.code ?? ""}`.trim();
  return error instanceof Error ? error.name : "Unknown";
}
