import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { AppError } from "../../errors";
import { mediaType, tooLarge } from "../../http/body";
import { readForm } from "./form";
import { removeLeftovers, SPOOL_PREFIX } from "./leftovers";

/** A list as it came, in a file of its own until it has been read. */
export interface Upload {
  /** In the system's folder for temporary files, for this process's user alone. */
  path: string;
  /** Bytes. */
  size: number;
  format: "csv" | "ndjson";
  /** As its sender called it; null for a body that is the list itself. */
  filename: string | null;
  /** What else the form had; empty for a body that is the list itself. */
  fields: ReadonlyMap<string, string>;
  /**
   * SHA-256 in hexadecimal of what was sent: of the body; of a form, of its file, the file's name and its fields, because its
   * boundary is another each time that the same is sent.
   */
  digest: string;
  /** Takes the file away; doing it again changes nothing. */
  remove(): Promise<void>;
}

/** What a list's body can be. */
export const LIST_TYPES = ["text/csv", "application/x-ndjson", "multipart/form-data"] as const;

/** What a form has beside its list: texts, headers and boundaries. */
const BESIDE = 1024 * 1024;

/**
 * Writes the body into a file, at the pace at which the disk takes it: memory does not grow with the list.
 * @param max bytes of the file
 * @param fields takes the form's texts as they come, for whoever wants them of a list that is refused, too
 * @throws AppError 400 for no file, more than one or a body that was cut off, 413, 415, 422 `file_empty`; nothing is left then
 */
export async function spoolUpload(
  request: Request,
  max: number,
  fields: Map<string, string> = new Map(),
): Promise<Upload> {
  const contentType = request.headers.get("content-type");
  const type = mediaType(contentType);
  if (request.headers.has("content-encoding")) {
    throw new AppError("unsupported_media_type", "Send the list without a Content-Encoding.");
  }
  if (!(LIST_TYPES as readonly string[]).includes(type)) {
    throw new AppError("unsupported_media_type", `Send the list as one of ${LIST_TYPES.join(", ")}.`);
  }
  const isForm = type === "multipart/form-data";
  const most = isForm ? max + BESIDE : max;
  const tooLong = Number(request.headers.get("content-length") ?? 0) > most;
  if (tooLong && !isForm) throw tooLarge(max, "file");
  await removeLeftovers();
  const spool = await Spool.open(max);
  try {
    // Of a form that is too long only its beginning is read, where its texts are.
    const body = bytesOf(request, tooLong ? BESIDE : most, max, isForm);
    const form = isForm ? await readForm(body, contentType ?? "", spool, fields) : await readWhole(body, type, spool);
    return { ...(await spool.close()), ...form, remove: () => spool.remove() };
  } catch (error) {
    await spool.remove();
    throw error;
  }
}

async function readWhole(body: AsyncIterable<Uint8Array>, type: string, spool: Spool) {
  for await (const bytes of body) await spool.write(bytes);
  return {
    format: type === "application/x-ndjson" ? ("ndjson" as const) : ("csv" as const),
    filename: null,
    fields: new Map<string, string>(),
  };
}

/**
 * @param whole what is refused half-way is still taken off the line: a browser reads no answer before it has sent its form
 * @throws AppError 413 above the most, 400 where it ends before it is complete
 */
async function* bytesOf(request: Request, most: number, max: number, whole: boolean): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader();
  if (!reader) return;
  let size = 0;
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw cutOff(cause);
      });
      if (done) break;
      size += value.byteLength;
      if (size > most) throw tooLarge(max, "file");
      yield value;
    }
    ended = true;
  } finally {
    if (!ended && whole) void passOver(reader);
    else if (!ended) await reader.cancel().catch(() => undefined);
  }
  const said = request.headers.get("content-length");
  if (said !== null && Number(said) !== size) throw cutOff();
}

async function passOver(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {
    // Whoever sent it is gone.
  }
}

function cutOff(cause?: unknown): AppError {
  return new AppError("invalid_request", "The body ended before it was complete. Send the list again.", { cause });
}

/** The file that grows, and the digest that grows with it. */
export class Spool {
  private size = 0;
  private readonly hash = createHash("sha256");

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    private readonly max: number,
  ) {}

  static async open(max: number): Promise<Spool> {
    const name = path.join(tmpdir(), `${SPOOL_PREFIX}${randomUUID()}`);
    return new Spool(name, await open(name, "wx", 0o600), max);
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.size += bytes.byteLength;
    if (this.size > this.max) throw tooLarge(this.max, "file");
    this.hash.update(bytes);
    for (let at = 0; at < bytes.byteLength; ) at += (await this.file.write(bytes, at)).bytesWritten;
  }

  /** Into the digest, not into the file. */
  note(text: string): void {
    this.hash.update("\0").update(text);
  }

  async close(): Promise<{ path: string; size: number; digest: string }> {
    if (this.size === 0) throw new AppError("file_empty", "The file is empty.");
    await this.file.close();
    return { path: this.path, size: this.size, digest: this.hash.digest("hex") };
  }

  async remove(): Promise<void> {
    await this.file.close().catch(() => undefined);
    await rm(this.path, { force: true });
  }
}
