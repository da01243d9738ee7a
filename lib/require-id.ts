import type { ObjectId } from "mongodb";
import { parseId } from "./db/ids";
import { notFound } from "./errors";

/** An id as it came from outside. A malformed one is answered as one that nothing has. @throws AppError 404 `not_found` */
export function requireId(text: string): ObjectId {
  const id = parseId(text);
  if (id === null) throw notFound();
  return id;
}
