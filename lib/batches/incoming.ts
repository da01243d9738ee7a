import { LIST_TYPES, spoolUpload, type Upload } from "./file/spool";
import { MOST_BYTES } from "./schema";

/** Bodies that are lists. */
export const LIST_MEDIA = LIST_TYPES;

export type KeptList = Upload;

/** Streams a list into a file. @throws AppError 400, 413, 415 or 422, and then nothing is left of it */
export function keepList(request: Request): Promise<KeptList> {
  return spoolUpload(request, MOST_BYTES);
}
