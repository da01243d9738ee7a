import { AppError } from "../errors";

/** JSON of 256 KB at most, unless a route says otherwise (contract §5). */
export const MAX_BODY = 256 * 1024;

/** Deeper than any body of ours; a guard for everything that walks one. */
const MAX_DEPTH = 32;

/** In megabytes from one on: a little more is room for what a form adds round its file, and nothing to count on. */
export function tooLarge(max: number, what: "body" | "file" = "body"): AppError {
  const megabytes = Math.floor(max / 1024 / 1024);
  const size = megabytes > 0 ? `${megabytes} MB` : `${Math.floor(max / 1024)} KB`;
  return new AppError("payload_too_large", `The ${what} is larger than the ${size} that are read here.`);
}

/**
 * Reads the raw body, counting as it streams, because a Content-Length may be missing or wrong.
 * @throws AppError 413, or 415 for anything that is not plain, or not JSON where it has to be
 */
export async function readBody(
  request: Request,
  max: number,
  json = true,
  media?: readonly string[],
): Promise<Uint8Array> {
  if (request.headers.has("content-encoding")) {
    throw new AppError("unsupported_media_type", "Send the body without a Content-Encoding.");
  }
  if (Number(request.headers.get("content-length") ?? 0) > max) throw tooLarge(max);
  const bytes = await collect(request, max);
  if (media && bytes.byteLength > 0 && !media.includes(mediaType(request.headers.get("content-type")))) {
    throw new AppError("unsupported_media_type", `Send the body as one of ${media.join(", ")}.`);
  }
  if (json && bytes.byteLength > 0 && !isJson(request.headers.get("content-type"))) {
    throw new AppError("unsupported_media_type", "Send the body as JSON, with Content-Type: application/json.");
  }
  return bytes;
}

async function collect(request: Request, max: number): Promise<Uint8Array> {
  if (!request.body) return new Uint8Array(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new AppError("invalid_request", "The body ended before it was complete.", { cause });
    });
    if (done) break;
    size += value.byteLength;
    if (size > max) {
      await reader.cancel().catch(() => undefined);
      throw tooLarge(max);
    }
    chunks.push(value);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

/** A media type without its parameters. */
export function mediaType(contentType: string | null): string {
  return (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

function isJson(contentType: string | null): boolean {
  return /^\s*application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?;?\s*$/i.test(contentType ?? "");
}

/**
 * The JSON object in a body; an empty body is an empty object, and the schema says whether that will do.
 * @throws AppError 400 for anything else
 */
export function parseJson(bytes: Uint8Array): Record<string, unknown> {
  if (bytes.byteLength === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AppError("invalid_request", "The body is not valid JSON in UTF-8.", { cause });
  }
  if (!isRecord(value)) throw new AppError("invalid_request", "The body must be a JSON object.");
  assertClean(value, [], 0);
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** NUL bytes and halves of surrogate pairs are no text: they break files, terminals and databases further on. */
export function isCleanText(value: string): boolean {
  return !value.includes("\0") && !/\p{Surrogate}/u.test(value);
}

function assertClean(value: unknown, path: (string | number)[], depth: number): void {
  if (depth > MAX_DEPTH) throw new AppError("invalid_request", "The body is nested too deeply.");
  if (typeof value === "string") {
    if (!isCleanText(value)) throw uncleanText(path.join("."));
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => {
      assertClean(item, [...path, index], depth + 1);
    });
  } else if (isRecord(value)) {
    for (const key of Object.keys(value)) {
      if (!isCleanText(key)) throw uncleanText(path.join("."));
      if (key === "__proto__") throw unknownKey([...path, key].join("."));
      assertClean(value[key], [...path, key], depth + 1);
    }
  }
}

export function uncleanText(path: string): AppError {
  const message = "Contains a NUL byte or half of a character.";
  return new AppError("invalid_request", path ? `${path}: ${message}` : message, {
    errors: [{ path, code: "invalid_characters", message }],
  });
}

function unknownKey(path: string): AppError {
  const message = "Is not a field that is known here.";
  return new AppError("invalid_request", `${path}: ${message}`, { errors: [{ path, code: "unknown_key", message }] });
}
