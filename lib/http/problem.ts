import { env } from "../env";
import { AppError, ERRORS } from "../errors";
import { log } from "../log";

/** Problem details (RFC 9457) for every error under /v1. */

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  requestId: string;
  errors?: { path: string; code: string; message: string }[];
  [extra: string]: unknown;
}

export const PROBLEM_TYPE = "application/problem+json";

/** Names of driver errors that mean: the database cannot be reached or has no primary at the moment. */
const AWAY = new Set([
  "MongoServerSelectionError",
  "MongoNetworkError",
  "MongoNetworkTimeoutError",
  "MongoPoolClearedError",
  "MongoPoolClosedError",
  "MongoNotConnectedError",
  "MongoTopologyClosedError",
  "MongoClientClosedError",
  "MongoWaitQueueTimeoutError",
  "MongoOperationTimeoutError",
  "MongoExpiredSessionError",
]);

/** Server codes of a node that is stepping down, shutting down or not (yet) primary, and of writes not acknowledged in time. */
const AWAY_CODES = new Set([6, 7, 50, 64, 89, 91, 189, 262, 9001, 10058, 10107, 11600, 11602, 13435, 13436]);

export function isDatabaseAway(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (AWAY.has(at.name)) return true;
    if (at.name.startsWith("Mongo")) {
      const { code } = at as { code?: unknown };
      if (typeof code === "number" && AWAY_CODES.has(code)) return true;
      const labels = (at as { errorLabelSet?: unknown }).errorLabelSet;
      // What is still transient after the driver's own retries will pass on its own.
      if (
        labels instanceof Set &&
        (labels.has("TransientTransactionError") || labels.has("UnknownTransactionCommitResult"))
      )
        return true;
    }
  }
  return false;
}

const RETRY_AFTER_AWAY = 5;

/** Turns whatever was thrown into an expected outcome; what was not expected is logged and becomes 500 `internal`. */
export function toAppError(error: unknown, about: { method?: string; path?: string; requestId?: string }): AppError {
  if (error instanceof AppError) return error;
  if (isDatabaseAway(error)) {
    log.warn("The database is away", { ...about, error });
    return new AppError(
      "unavailable",
      "The database cannot be reached at the moment. Nothing was lost; try again soon.",
      {
        cause: error,
        retryAfter: RETRY_AFTER_AWAY,
      },
    );
  }
  log.error("A request failed", { ...about, error });
  return new AppError("internal", "Something went wrong on our side. If it happens again, tell us the requestId.", {
    cause: error,
  });
}

export function problemOf(error: AppError, requestId: string): Problem {
  return {
    type: `${env().appUrl}/docs#${error.code}`,
    title: ERRORS[error.code].title,
    status: error.status,
    detail: error.message,
    code: error.code,
    requestId,
    ...(error.errors ? { errors: error.errors } : {}),
    ...(error.extra ?? {}),
  };
}

/** Headers that belong to the outcome itself, whatever route it came from. */
export function problemHeaders(error: AppError): Record<string, string> {
  return {
    ...error.headers,
    "content-type": PROBLEM_TYPE,
    ...(error.status === 401 ? { "www-authenticate": 'Bearer realm="Foyer"' } : {}),
    ...(error.retryAfter === undefined ? {} : { "retry-after": String(Math.max(1, Math.ceil(error.retryAfter))) }),
  };
}
