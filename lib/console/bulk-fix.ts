import type { ObjectId } from "mongodb";
import type { UserActor } from "../auth/actor";
import { reachBatch } from "../batches/access";
import { domainOf } from "../batches/check";
import { changeDraft } from "../batches/draft";
import { listRows } from "../batches/rows";

/** Typing errors that were made alike, mended alike. */

const PAGE = 100;
/** So many rows go into one change, of which each checks the list anew. */
const AT_ONCE = 10_000;

/**
 * Gives every address of a draft that ends in a mistyped domain the domain that was probably meant.
 * @returns how many rows were changed, and to what
 */
export async function fixAlike(
  actor: UserActor,
  id: ObjectId,
  domain: string,
): Promise<{ rows: number; meant: string | null }> {
  await reachBatch(actor, id, "change");
  const found: { line: number; values: { email: string } }[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listRows>> = await listRows(actor, id, {
      warnings: true,
      limit: PAGE,
      ...(cursor ? { cursor } : {}),
    });
    for (const { line, email, warnings } of page.data) {
      const suggestion = warnings.find((warning) => warning.suggestion)?.suggestion;
      if (suggestion && domainOf(email) === domain) found.push({ line, values: { email: suggestion } });
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  for (let at = 0; at < found.length; at += AT_ONCE) {
    await changeDraft(actor, id, { rows: found.slice(at, at + AT_ONCE) });
  }
  const [first] = found;
  return { rows: found.length, meant: first ? domainOf(first.values.email) : null };
}
