import type { ContactDoc } from "../db/types";

export interface Found {
  docs: ContactDoc[];
  nextCursor: string | null;
}

const CHUNK = 100;
/** A page looks at no more than this many, so that it costs the same where hardly any are kept. */
const MOST_CHUNKS = 20;

/**
 * Pages through a list of which only some are wanted. A page ends when it is full or has looked at 2,000; it may then hold
 * fewer than asked for, or none, and its cursor goes on behind the last one looked at.
 */
export async function sift({
  read,
  limit,
  cursor,
  keep,
}: {
  read: (limit: number, cursor: string | undefined) => Promise<Found>;
  limit: number;
  cursor: string | undefined;
  /** For each one whether it is wanted. */
  keep: (docs: ContactDoc[]) => Promise<boolean[]>;
}): Promise<Found> {
  const kept: ContactDoc[] = [];
  let from = cursor;
  for (let chunk = 0; ; chunk++) {
    // Where most are wanted one look is enough; where few are, the next ones reach further.
    const { docs, nextCursor } = await read(chunk === 0 ? limit : CHUNK, from);
    const wanted = await keep(docs);
    const room = limit - kept.length;
    const places = docs.flatMap((_, index) => (wanted[index] ? [index] : []));
    kept.push(...places.slice(0, room).flatMap((index) => docs[index] ?? []));
    const last = places[room - 1];
    // Full: the next page begins behind the last one shown.
    if (last !== undefined && last < docs.length - 1) {
      return { docs: kept, nextCursor: (await read(last + 1, from)).nextCursor };
    }
    if (nextCursor === null || last !== undefined || chunk === MOST_CHUNKS - 1) return { docs: kept, nextCursor };
    from = nextCursor;
  }
}
