import { Readable } from "node:stream";
import { Busboy, type BusboyFileStream } from "@fastify/busboy";
import { AppError } from "../../errors";
import { mediaType } from "../../http/body";
import type { Spool, Upload } from "./spool";

/** What browsers and programs say of a list; an Excel that is installed makes them say `vnd.ms-excel` of a CSV. */
const CSV_TYPES = ["text/csv", "application/csv", "application/vnd.ms-excel"];
const NDJSON_TYPES = ["application/x-ndjson", "application/jsonl"];
/** They say nothing: the name decides. */
const ANY_TYPES = ["text/plain", "application/octet-stream", ""];
const WORKBOOK = /^application\/vnd\.(openxmlformats-officedocument\.spreadsheetml|oasis\.opendocument\.spreadsheet)/;

const LIMITS = {
  fields: 32,
  fieldNameSize: 100,
  fieldSize: 64 * 1024,
  parts: 40,
  headerPairs: 20,
  headerSize: 8 * 1024,
};

type Form = Pick<Upload, "format" | "filename" | "fields">;

/**
 * Reads a form (multipart/form-data, RFC 7578) as it comes: its one file goes into the spool, its texts into a map.
 * @throws AppError 400, 413, 415
 */
export async function readForm(
  body: AsyncIterable<Uint8Array>,
  contentType: string,
  spool: Spool,
  fields: Map<string, string>,
): Promise<Form> {
  const files: Promise<{ filename: string; type: string }>[] = [];
  const parser = newParser(contentType);
  const source = Readable.from(body, { objectMode: false });
  await new Promise<void>((resolve, reject) => {
    const fail = (error: unknown) => {
      source.unpipe(parser);
      source.destroy();
      reject(error instanceof AppError ? error : notWhole(error));
    };
    parser.on("file", (name, stream, filename = "", _encoding, type) => {
      // An ended body ends the file's stream in an error, too; the parser's own says the same.
      stream.on("error", fail);
      if (name !== "file" || files.length > 0) {
        fail(noFile("Send one file, in the field file, and texts beside it."));
        return;
      }
      const file = take(stream, spool).then((size) => {
        if (size === 0 && filename === "") throw noFile("Choose a file first.");
        return { filename, type };
      });
      file.catch(fail);
      files.push(file);
    });
    parser.on("field", (name, value, nameCut, valueCut) => {
      if (nameCut || valueCut) fail(new AppError("invalid_request", `The field ${name} is too long.`));
      else if (fields.has(name)) fail(new AppError("invalid_request", `The field ${name} is there twice.`));
      else fields.set(name, value);
    });
    for (const limit of ["fieldsLimit", "partsLimit"] as const) {
      parser.on(limit, () => fail(new AppError("invalid_request", "The form has too many fields.")));
    }
    parser.on("error", fail);
    source.on("error", fail);
    parser.on("finish", () => resolve());
    source.pipe(parser);
  });
  const sent = await files[0];
  if (!sent) throw noFile("Send the list in the field file.");
  const format = formatOf(mediaType(sent.type), sent.filename);
  spool.note(JSON.stringify([format, sent.filename, [...fields].sort(([a], [b]) => (a < b ? -1 : 1))]));
  return { format, filename: sent.filename || null, fields };
}

function newParser(contentType: string) {
  try {
    return new Busboy({
      headers: { "content-type": contentType },
      limits: LIMITS,
      // A part without a file's name is one all the same where it stands in the file's field.
      isPartAFile: (name, _type, filename) => name === "file" || filename !== undefined,
    });
  } catch (cause) {
    throw notWhole(cause);
  }
}

async function take(stream: BusboyFileStream, spool: Spool): Promise<number> {
  let size = 0;
  for await (const bytes of stream as AsyncIterable<Buffer>) {
    size += bytes.byteLength;
    await spool.write(bytes);
  }
  return size;
}

function formatOf(type: string, filename: string): Upload["format"] {
  if (WORKBOOK.test(type)) {
    throw new AppError("unsupported_media_type", "This is a workbook. Save it as CSV UTF-8 and upload that.");
  }
  if (NDJSON_TYPES.includes(type)) return "ndjson";
  if (CSV_TYPES.includes(type)) return "csv";
  if (!ANY_TYPES.includes(type)) {
    const known = [...CSV_TYPES, ...NDJSON_TYPES, ...ANY_TYPES.filter((one) => one !== "")];
    throw new AppError("unsupported_media_type", `Send the file as one of ${known.join(", ")}.`);
  }
  return /\.(ndjson|jsonl)$/i.test(filename) ? "ndjson" : "csv";
}

function notWhole(cause: unknown): AppError {
  return new AppError("invalid_request", "The body is not a whole form (multipart/form-data). Send it again.", {
    cause,
  });
}

function noFile(message: string): AppError {
  return new AppError("invalid_request", message, { errors: [{ path: "file", code: "required", message }] });
}
