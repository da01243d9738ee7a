import { env, type LogLevel } from "./env";
import { currentRequestId } from "./http/context";

/** One JSON object a line in production, a readable line elsewhere. Secrets are taken out on the way. */

export type LogFields = Record<string, unknown>;

const RANK: Record<LogLevel, number> = { debug: 10, info: 20, warn: 30, error: 40 };
const SECRET_NAME = /token|password|secret|authorization|cookie|api_?key|^key$|^jti$/i;
const REDACTED = "[redacted]";
const MAX_DEPTH = 6;

function settings(): { level: LogLevel; json: boolean } {
  try {
    const { logLevel, production } = env();
    return { level: logLevel, json: production };
  } catch {
    // Wrong settings are reported through this very log.
    return { level: "info", json: false };
  }
}

/** Takes keys, JWTs, credentials in addresses and query strings out of a text. */
export function redactText(text: string): string {
  return text
    .replace(/fyr_([0-9a-f]{24})_[A-Za-z0-9_-]+/g, `fyr_$1_${REDACTED}`)
    .replace(/eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*\.[A-Za-z0-9_.-]*/g, REDACTED)
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^/\s@]+@/gi, `$1${REDACTED}@`)
    .replace(/((?:https?:\/\/|\/)[^\s?"'<>]*)\?[^\s"'<>]+/g, `$1?${REDACTED}`);
}

function redact(value: unknown, depth: number): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value !== "object" || value === null) return typeof value === "bigint" ? String(value) : value;
  if (depth > MAX_DEPTH) return "[deep]";
  if (value instanceof Error) return describeError(value, depth);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  if ("toHexString" in value && typeof value.toHexString === "function") return String(value.toHexString());
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      SECRET_NAME.test(name) && item !== null && item !== undefined ? REDACTED : redact(item, depth + 1),
    ]),
  );
}

function describeError(error: Error, depth: number): LogFields {
  return {
    name: error.name,
    message: redactText(error.message),
    ...("code" in error ? { code: redact(error.code, depth + 1) } : {}),
    ...(error.stack ? { stack: redactText(error.stack) } : {}),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
  };
}

/** The line that is written, apart from its end. */
export function formatLine(level: LogLevel, message: string, fields: LogFields, json: boolean, at: Date): string {
  const requestId = currentRequestId();
  const safe = redact({ ...(requestId ? { requestId } : {}), ...fields }, 0) as LogFields;
  const text = redactText(message);
  if (json) return JSON.stringify({ time: at.toISOString(), level, message: text, ...safe });
  const { error, ...rest } = safe;
  const tail = Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : "";
  const stack =
    typeof error === "object" && error !== null && "stack" in error
      ? `\n${String(error.stack)}`
      : error
        ? ` ${error}`
        : "";
  return `${level.padEnd(5)} ${text}${tail}${stack}`;
}

function write(level: LogLevel, message: string, fields: LogFields = {}): void {
  const { level: least, json } = settings();
  if (RANK[level] < RANK[least]) return;
  const line = `${formatLine(level, message, fields, json, new Date())}\n`;
  (RANK[level] >= RANK.warn ? process.stderr : process.stdout).write(line);
}

export const log = {
  debug: (message: string, fields?: LogFields) => write("debug", message, fields),
  info: (message: string, fields?: LogFields) => write("info", message, fields),
  warn: (message: string, fields?: LogFields) => write("warn", message, fields),
  error: (message: string, fields?: LogFields) => write("error", message, fields),
};
