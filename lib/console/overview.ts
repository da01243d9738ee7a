import { ObjectId } from "mongodb";
import type { UserActor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import { now } from "../clock";
import { invitations } from "../db/client";
import type { DeliveryStatus, InvitationDoc } from "../db/types";
import { remindableSoon } from "../invitations/remind-by-hand";
import { MAIL_TROUBLE } from "../invitations/schema";
import { inviteeName } from "../invitations/view";
import { remember } from "./remember";
import { findListNeeds, type ListNeed } from "./run-needs";

/** The overview's numbers. What is listed is bounded; what is counted whole is counted less often where that takes long. */

const DAY = 24 * 3_600_000;
const DAYS = 30;
/** An invitation lives for 90 days at most, so whoever accepted lately was invited within this. */
const LONGEST_WAY = DAYS + 90;
const LISTED = 5;
const RECENTLY_EXPIRED = 200;
/** So many that end within a day are each told by name. */
const FEW = 3;

type Trouble = (typeof MAIL_TROUBLE)[number];

/** These never say what became of a mail that they took. */
const SILENT = ["smtp", "mailbox"];

export type NeedKind = "asked" | Trouble | "expiring";

/** One thing that waits for somebody. */
export interface Need {
  kind: NeedKind;
  id: string;
  name: string;
  email: string;
  detail: string | null;
  at: string;
  /** Of one that ends within a day: it can be brought to mind now. */
  remindable: boolean;
}

export interface Overview {
  lists: ListNeed[];
  /** Most urgent first: who asks, whose mail needs a look, whose invitation ends within a day. */
  needs: Need[];
  /** Where more mails need a look than are listed, how many do in all. */
  trouble: number;
  /** Where more than a few end within a day, how many do, and whether any of them can be brought to mind now. */
  expiring: number;
  remindable: boolean;
  month: Month;
  /** Accepted a day, oldest first; the last is today (UTC). */
  days: { day: string; count: number }[];
  /** Nobody was ever invited. */
  untouched: boolean;
}

export interface Month {
  name: string;
  /** Those delivered (or only taken), bounced, unsent, unmailed and all others, of which there is no word yet. */
  invited: number;
  accepted: number;
  /** Taken from us, whatever was heard since. */
  taken: number;
  /** Arrived, those that were reported as spam included; nothing where nobody ever reports that. */
  delivered: number;
  bounced: number;
  /** Could not be sent, or went to a stopped address. */
  unsent: number;
  /** None was asked for, or the invitation ended before it left: it never will, and nothing is to be heard of it. */
  unmailed: number;
}

export async function readOverview(actor: UserActor, accountId: ObjectId): Promise<Overview> {
  const { status, permissions } = await authorize(actor, accountId, "invitations:read");
  const at = now();
  const mayRemind = status === "active" && permissions.has("invitations:create");
  const mine = permissions.has("accounts:create") ? {} : { type: "user" as const };
  const soon = { ...remindableSoon(accountId, at), ...mine };
  const [lists, asked, troubled, expiring, expiringCount, remindable, month, days, any] = await Promise.all([
    findListNeeds(accountId, at),
    findAsked(accountId),
    findTrouble(accountId),
    invitations().find(expiringOf(accountId, at)).sort({ expiresAt: 1 }).limit(FEW).toArray(),
    invitations().countDocuments(expiringOf(accountId, at), { limit: 10_000 }),
    mayRemind
      ? invitations()
          .find(soon, { projection: { _id: 1 } })
          .sort({ expiresAt: 1 })
          .limit(FEW)
          .toArray()
      : [],
    remember(`month ${accountId}`, () => countMonth(accountId, at)),
    remember(`days ${accountId}`, () => countAccepted(accountId, at)),
    invitations().findOne({ scope: accountId }, { projection: { _id: 1 } }),
  ]);
  const few = expiringCount <= FEW;
  return {
    lists,
    needs: [
      ...asked.map((doc) => need(doc, "asked", doc.updatedAt)),
      ...troubled.listed.map((doc) => need(doc, doc.delivery.status as Trouble, doc.delivery.at)),
      // More than a few are told in one line, by their number.
      ...(few ? expiring.map((doc) => need(doc, "expiring", doc.expiresAt, isIn(remindable, doc))) : []),
    ],
    trouble: troubled.count,
    expiring: few ? 0 : expiringCount,
    remindable: !few && remindable.length > 0,
    month,
    days,
    untouched: any === null,
  };
}

function isIn(docs: Pick<InvitationDoc, "_id">[], { _id }: InvitationDoc): boolean {
  return docs.some((one) => one._id.equals(_id));
}

/** The newest of each kind, as many as fit; and where there are more, all counted: of a kind no more than a thousand. */
async function findTrouble(scope: ObjectId): Promise<{ listed: InvitationDoc[]; count: number }> {
  const kinds = await Promise.all(
    MAIL_TROUBLE.map(async (kind) => {
      const filter = { scope, status: "pending" as const, "delivery.status": kind };
      const [docs, count] = await Promise.all([
        invitations().find(filter).sort({ _id: -1 }).limit(LISTED).toArray(),
        invitations().countDocuments(filter, { limit: 1000 }),
      ]);
      return { docs, count };
    }),
  );
  const listed = kinds.flatMap(({ docs }) => docs).slice(0, LISTED);
  const count = kinds.reduce((sum, kind) => sum + kind.count, 0);
  return { listed, count: count > listed.length ? count : 0 };
}

function expiringOf(scope: ObjectId, at: Date) {
  return { scope, status: "pending" as const, expiresAt: { $gt: at, $lt: new Date(at.getTime() + DAY) } };
}

function need(doc: InvitationDoc, kind: NeedKind, at: Date, remindable = false): Need {
  return {
    kind,
    id: doc._id.toHexString(),
    name: inviteeName(doc),
    email: doc.email,
    detail: kind === "asked" || kind === "expiring" ? null : (doc.delivery.error ?? null),
    at: at.toISOString(),
    remindable,
  };
}

/** Those who asked for a new link and have not been sent one: a new invitation for the same place would be pending. */
async function findAsked(scope: ObjectId): Promise<InvitationDoc[]> {
  const asked = await invitations()
    .aggregate<InvitationDoc>([
      { $match: { scope, status: "expired" } },
      { $sort: { _id: -1 } },
      { $limit: RECENTLY_EXPIRED },
      { $match: { "timeline.event": "requested" } },
      { $limit: LISTED },
    ])
    .toArray();
  if (asked.length === 0) return [];
  const newer = await invitations()
    .find(
      { scope, emailKey: { $in: asked.map((doc) => doc.emailKey) }, status: { $in: ["pending", "accepted"] } },
      { projection: { emailKey: 1, account: 1 } },
    )
    .toArray();
  return asked.filter((doc) => !newer.some((one) => one.emailKey === doc.emailKey && one.account.equals(doc.account)));
}

async function countMonth(scope: ObjectId, at: Date): Promise<Month> {
  const start = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1));
  const groups = await invitations()
    .aggregate<{ _id: Group; count: number }>([
      { $match: { scope, _id: { $gte: since(start) }, createdAt: { $gte: start }, status: { $ne: "preparing" } } },
      {
        $group: {
          _id: { status: "$status", delivery: "$delivery.status", silent: { $in: ["$delivery.transport", SILENT] } },
          count: { $sum: 1 },
        },
      },
    ])
    .toArray();
  const sum = (keep: (group: Group) => boolean) =>
    groups.reduce((total, group) => (keep(group._id) ? total + group.count : total), 0);
  const reported = sum(isReported);
  return {
    name: new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" }).format(at),
    invited: sum(() => true),
    taken: reported + sum(({ delivery }) => delivery === "sent"),
    // Beside mails of which deliveries are told, those that a silent transport took count as delivered.
    delivered: reported && reported + sum(({ delivery, silent }) => silent && delivery === "sent"),
    accepted: sum(({ status }) => status === "accepted"),
    bounced: sum(({ delivery }) => delivery === "bounced"),
    unsent: sum(({ delivery }) => delivery === "failed" || delivery === "suppressed"),
    unmailed: sum(isUnmailed),
  };
}

interface Group {
  status: string;
  delivery: DeliveryStatus;
  /** Taken away by a transport that reports nothing afterwards. */
  silent: boolean;
}

/** Nobody reports as spam what did not come. */
function isReported({ delivery }: Group): boolean {
  return delivery === "delivered" || delivery === "complained";
}

/** An invitation that ended keeps the word that its mail waits; that mail was taken back. */
function isUnmailed({ status, delivery }: Group): boolean {
  return delivery === "none" || (delivery === "queued" && status !== "pending");
}

async function countAccepted(scope: ObjectId, at: Date): Promise<Overview["days"]> {
  const today = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate());
  const start = new Date(today - (DAYS - 1) * DAY);
  const found = await invitations()
    .aggregate<{ _id: string; count: number }>([
      {
        $match: {
          scope,
          status: "accepted",
          _id: { $gte: since(new Date(today - LONGEST_WAY * DAY)) },
          updatedAt: { $gte: start },
        },
      },
      {
        $project: { at: { $first: { $filter: { input: "$timeline", cond: { $eq: ["$$this.event", "accepted"] } } } } },
      },
      { $group: { _id: { $dateToString: { date: "$at.at", format: "%Y-%m-%d" } }, count: { $sum: 1 } } },
    ])
    .toArray();
  const counts = new Map(found.map((group) => [group._id, group.count]));
  return Array.from({ length: DAYS }, (_, index) => {
    const day = new Date(start.getTime() + index * DAY).toISOString().slice(0, 10);
    return { day, count: counts.get(day) ?? 0 };
  });
}

/** The smallest id that can have been made at that moment: invitations are listed by id, so ids follow time. */
function since(moment: Date): ObjectId {
  return ObjectId.createFromTime(Math.floor(moment.getTime() / 1000));
}
