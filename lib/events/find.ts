import type { Filter, ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import { events } from "../db/client";
import { firstIdAt, parseId } from "../db/ids";
import type { AccountDoc, EventDoc } from "../db/types";
import { EVENT_TYPES, type EventType } from "./schema";

/** What to look for in an account. Ids are texts as they came: one that is none finds nothing. */
export interface EventSearch {
  /** One type, or with a full stop at the end the beginning of several. */
  type?: string | undefined;
  types?: readonly EventType[] | undefined;
  actor?: string | undefined;
  subject?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

export interface FoundEvents {
  account: AccountDoc;
  /** Reads on from the event with this id, newest first. */
  read(after: ObjectId | null, limit: number): Promise<EventDoc[]>;
}

/**
 * What happened in an account and, for those whose permissions hold there, below it. Each combination of filters has an
 * index that ends in the order of reading, so that a page costs the same however much has happened.
 */
export async function findEvents(actor: Actor, accountId: ObjectId, search: EventSearch): Promise<FoundEvents> {
  const { account, role } = await authorize(actor, accountId, "events:read");
  // An admin's permissions end at the own account.
  const tree = role !== "admin";
  const who = search.actor === undefined ? undefined : parseId(search.actor);
  const whom = search.subject === undefined ? undefined : parseId(search.subject);
  if (who === null || whom === null) return { account, read: async () => [] };

  const wanted = typesOf(search);
  const filter: Filter<EventDoc> = {
    ...(tree ? { accounts: accountId } : { account: accountId }),
    ...(who ? { "actor.id": who } : {}),
    ...(whom ? { "subject.id": whom } : {}),
    ...betweenTimes(search),
  };
  const byType = `${tree ? "account" : "own"}_${who ? "actor" : "type"}`;
  // One subject has few events; all else is read in the order of an index, which for several types is merged from each.
  const hint = whom ? "subject" : tree && !who && !wanted ? "account" : byType;
  const types = wanted ?? (hint === byType ? EVENT_TYPES : null);
  return {
    account,
    read(after, limit) {
      const ids = idsBetween(search, after);
      return events()
        .find({
          ...filter,
          ...(types ? { type: { $in: [...types] } } : {}),
          ...(Object.keys(ids).length ? { _id: ids } : {}),
        })
        .hint(hint)
        .sort({ _id: -1 })
        .limit(limit)
        .toArray();
    },
  };
}

/** Of the types there are, those asked for; null for all. */
function typesOf({ type, types = EVENT_TYPES }: EventSearch): readonly EventType[] | null {
  if (type === undefined) return types === EVENT_TYPES ? null : types;
  return types.filter((one) => one === type || (type.endsWith(".") && one.startsWith(type)));
}

/** Ids are made from the time, to the second. */
function idsBetween({ from, to }: EventSearch, after: ObjectId | null): { $gte?: ObjectId; $lt?: ObjectId } {
  const end = to && firstIdAt(new Date(to.getTime() + 1000));
  const before = after && end ? (after.toHexString() < end.toHexString() ? after : end) : (after ?? end);
  return { ...(from ? { $gte: firstIdAt(from) } : {}), ...(before ? { $lt: before } : {}) };
}

/** To the millisecond, for the seconds at either end. */
function betweenTimes({ from, to }: EventSearch): Filter<EventDoc> {
  if (!from && !to) return {};
  return { createdAt: { ...(from ? { $gte: from } : {}), ...(to ? { $lte: to } : {}) } };
}
