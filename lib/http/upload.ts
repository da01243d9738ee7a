import { AppError } from "../errors";
import { mediaType, tooLarge } from "./body";

/** Beside a file: the boundaries, headers and empty fields of a form. */
export const FORM_OVERHEAD = 8 * 1024;

const EMPTY = "The file is empty.";

/**
 * The one file of an upload: the body as it is, or the field `file` of a form (multipart/form-data, RFC 7578).
 * @param max bytes of the file
 * @throws AppError 400 where there is none or more than one, 413 where it is too large, 415 where the form's part says to be
 * something else
 */
export async function readUpload(
  bytes: Uint8Array,
  contentType: string | null,
  { types, max }: { types: readonly string[]; max: number },
): Promise<Uint8Array> {
  if (bytes.byteLength === 0) throw noFile(`${EMPTY} Send it as the body, or as the field file of a form.`);
  const file = mediaType(contentType) === "multipart/form-data" ? await fileOf(bytes, contentType, types) : bytes;
  if (file.byteLength > max) throw tooLarge(max, "file");
  return file;
}

/** @throws AppError 400 where it is none, or was cut off */
export async function readForm(bytes: Uint8Array, contentType: string | null): Promise<FormData> {
  try {
    const body = new Blob([new Uint8Array(bytes)]);
    return await new Response(body, { headers: { "content-type": contentType ?? "" } }).formData();
  } catch (cause) {
    throw new AppError("invalid_request", "The body is not a whole form (multipart/form-data).", { cause });
  }
}

async function fileOf(bytes: Uint8Array, contentType: string | null, types: readonly string[]): Promise<Uint8Array> {
  const form = await readForm(bytes, contentType);
  const names = [...form.keys()];
  const file = form.get("file");
  if (names.length !== 1 || !(file instanceof File))
    throw noFile("Send one file, in the field file, and nothing else.");
  // Browsers say of an empty file that it is of no type.
  if (file.size === 0) throw noFile(EMPTY);
  if (!types.includes(mediaType(file.type))) {
    throw new AppError("unsupported_media_type", `Send the file as one of ${types.join(", ")}.`);
  }
  return new Uint8Array(await file.arrayBuffer());
}

function noFile(message: string): AppError {
  return new AppError("invalid_request", message, { errors: [{ path: "file", code: "required", message }] });
}
