import { LIST_TYPES, spoolUpload, type Upload } from "./file/spool";
import { MOST_BYTES } from "./schema";

/** Bodies that are lists. */
export const LIST_MEDIA = LIST_TYPES;

export type KeptList = Upload;

/**
 * Streams a list into a file.
 * @param texts takes what a form says before its file, also of one that is refused
 * @throws AppError 400, 413, 415 or 422, and then nothing is left of the list
 */
export function keepList(request: Request, texts?: Map<string, string>): Promise<KeptList> {
  return spoolUpload(request, MOST_BYTES, texts);
}

/** What a form says before its file, of one whose body nobody has read; of the file nothing is taken. */
export async function readTexts(request: Request): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  if (!request.bodyUsed) {
    await spoolUpload(request, 0, texts).then(
      (kept) => kept.remove(),
      () => undefined,
    );
  }
  return texts;
}
