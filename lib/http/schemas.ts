import { ObjectId } from "mongodb";
import { z } from "zod";

/** Parts that the declarations of many routes share. Texts are in lib/text.ts. */

const HEX_ID = /^[0-9a-fA-F]{24}$/;

/**
 * An id in a path, query or body. A malformed one becomes one that nothing has: it is answered as what does not exist, at
 * the same step and to the same callers.
 */
export const Id = z
  .string()
  .meta({ examples: ["64b8f0c2a1d3e4f5a6b7c8d9"], pattern: HEX_ID.source })
  .transform((value) => (HEX_ID.test(value) ? new ObjectId(value) : new ObjectId()));

/** Path parameters of `/…/:id`. */
export const IdParams = z.strictObject({ id: Id });

/** A time in an answer: ISO 8601, UTC. */
export const Time = z.iso.datetime();

/** A yes or no in a query string. */
export const Flag = z.enum(["true", "false"]).transform((value) => value === "true");

export const MAX_PAGE = 100;

/** The query of every list: spread into a strict object beside its filters. */
export const pageFields = {
  limit: z
    .string()
    .refine((value) => /^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= MAX_PAGE, {
      error: `Must be a whole number from 1 to ${MAX_PAGE}.`,
      params: { code: "out_of_range" },
    })
    .transform(Number)
    .default(25)
    .meta({ description: `How many at most, 1 to ${MAX_PAGE}; 25 when left out.` }),
  // Lists by name carry the last one shown: 120 characters, which folding can make a good deal longer.
  cursor: z.string().min(1).max(6000).optional().meta({ description: "`nextCursor` of the page before." }),
};

/** The query of a list without filters. */
export const Page = z.strictObject(pageFields);
export type Page = z.output<typeof Page>;

/** The answer of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ data: z.array(item), nextCursor: z.string().nullable() });
}
