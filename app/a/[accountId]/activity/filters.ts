import { z } from "zod";
import type { EventSearch } from "@/lib/events/find";
import { EVENT_GROUPS, type EventGroup } from "@/lib/events/schema";

type Query = Record<string, string | string[] | undefined>;

const KINDS = Object.keys(EVENT_GROUPS) as [EventGroup, ...EventGroup[]];
const id = z
  .string()
  .regex(/^[0-9a-f]{24}$/, "Must be an id.")
  .optional();
const day = z.iso.date({ error: "Must be a day, such as 2026-11-23." }).optional();

/** What a list may be narrowed by. A file says nothing of what is left out of it, so that its address has to be right. */
export const ExportAddress = z.strictObject({
  kind: z.enum(KINDS).optional(),
  actor: id,
  subject: id,
  since: day,
  until: day,
});

const { kind, actor, subject, since, until } = ExportAddress.shape;

/** What the address may say; what it says wrongly counts as not said, since it was typed or is old. */
export const ActivityAddress = z.object({
  kind: kind.catch(undefined),
  actor: actor.catch(undefined),
  subject: subject.catch(undefined),
  since: since.catch(undefined),
  until: until.catch(undefined),
});
export type ActivityAddress = z.infer<typeof ActivityAddress>;

const Cursor = z
  .string()
  .regex(/^[A-Za-z0-9_-]{32}$/)
  .optional()
  .catch(undefined);

export function readAddress(query: Query): { address: ActivityAddress; cursor: string | undefined } {
  return { address: ActivityAddress.parse(query), cursor: Cursor.parse(query.cursor) };
}

/** Days are whole ones in UTC, both included. */
export function searchOf({ kind, actor, subject, since, until }: ActivityAddress): EventSearch {
  return {
    types: kind && EVENT_GROUPS[kind],
    actor,
    subject,
    from: since === undefined ? undefined : new Date(`${since}T00:00:00.000Z`),
    to: until === undefined ? undefined : new Date(`${until}T23:59:59.999Z`),
  };
}

/** The same list with something changed; another list begins at its first page. */
export function activityHref(
  base: string,
  address: ActivityAddress,
  change: Partial<ActivityAddress> & { cursor?: string } = {},
  file = "",
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...address, ...change })) if (value) search.set(name, value);
  const query = search.size > 0 ? `?${search}` : "";
  return `${base}/activity${file}${query}`;
}
