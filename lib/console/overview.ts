import { ObjectId } from "mongodb";
import type { UserActor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import { now } from "../clock";
import { invitations } from "../db/client";
import type { DeliveryStatus, InvitationDoc } from "../db/types";
import { inviteeName } from "../invitations/view";
import { remember } from "./remember";

/** The overview's numbers. What is listed is bounded; what is counted whole is counted less often where that takes long. */

const DAY = 24 * 3_600_000;
const DAYS = 30;
/** An invitation lives for 90 days at most, so whoever accepted lately was invited within this. */
const LONGEST_WAY = DAYS + 90;
const LISTED = 5;
const RECENTLY_EXPIRED = 200;

const UNDELIVERED: DeliveryStatus[] = ["bounced", "failed", "complained", "suppressed", "unknown"];

export type NeedKind = "asked" | "bounced" | "failed" | "complained" | "suppressed" | "unknown" | "expiring";

/** One thing that waits for somebody. */
export interface Need {
  kind: NeedKind;
  id: string;
  name: string;
  email: string;
  detail: string | null;
  at: string;
}

export interface Overview {
  /** Most urgent first: who asks, whose mail did not arrive, whose invitation ends within a day. */
  needs: Need[];
  /** Beyond those listed. */
  moreUndelivered: number;
  expiring: number;
  month: { name: string; invited: number; sent: number; delivered: number; accepted: number };
  /** Accepted a day, oldest first; the last is today (UTC). */
  days: { day: string; count: number }[];
  /** Nobody was ever invited. */
  untouched: boolean;
}

export async function readOverview(actor: UserActor, accountId: ObjectId): Promise<Overview> {
  await authorize(actor, accountId, "invitations:read");
  const at = now();
  const [asked, undelivered, moreUndelivered, expiring, expiringCount, month, days, any] = await Promise.all([
    findAsked(accountId),
    invitations().find(undeliveredOf(accountId)).sort({ _id: -1 }).limit(LISTED).toArray(),
    invitations().countDocuments(undeliveredOf(accountId), { limit: 1000 }),
    invitations().find(expiringOf(accountId, at)).sort({ expiresAt: 1 }).limit(3).toArray(),
    invitations().countDocuments(expiringOf(accountId, at), { limit: 10_000 }),
    remember(`month ${accountId}`, () => countMonth(accountId, at)),
    remember(`days ${accountId}`, () => countAccepted(accountId, at)),
    invitations().findOne({ scope: accountId }, { projection: { _id: 1 } }),
  ]);
  return {
    needs: [
      ...asked.map((doc) => need(doc, "asked", doc.updatedAt)),
      ...undelivered.map((doc) => need(doc, doc.delivery.status as NeedKind, doc.delivery.at)),
      // More than a few are told in one line, by their number.
      ...(expiringCount <= 3 ? expiring.map((doc) => need(doc, "expiring", doc.expiresAt)) : []),
    ],
    moreUndelivered: Math.max(0, moreUndelivered - undelivered.length),
    expiring: expiringCount <= 3 ? 0 : expiringCount,
    month,
    days,
    untouched: any === null,
  };
}

function undeliveredOf(scope: ObjectId) {
  return { scope, status: "pending" as const, "delivery.status": { $in: UNDELIVERED } };
}

function expiringOf(scope: ObjectId, at: Date) {
  return { scope, status: "pending" as const, expiresAt: { $gt: at, $lt: new Date(at.getTime() + DAY) } };
}

function need(doc: InvitationDoc, kind: NeedKind, at: Date): Need {
  return {
    kind,
    id: doc._id.toHexString(),
    name: inviteeName(doc),
    email: doc.email,
    detail: kind === "asked" || kind === "expiring" ? null : (doc.delivery.error ?? null),
    at: at.toISOString(),
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

async function countMonth(scope: ObjectId, at: Date): Promise<Overview["month"]> {
  const start = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1));
  const groups = await invitations()
    .aggregate<{ _id: { status: string; delivery: DeliveryStatus }; count: number }>([
      { $match: { scope, _id: { $gte: since(start) }, createdAt: { $gte: start }, status: { $ne: "preparing" } } },
      { $group: { _id: { status: "$status", delivery: "$delivery.status" }, count: { $sum: 1 } } },
    ])
    .toArray();
  const sum = (keep: (group: { status: string; delivery: DeliveryStatus }) => boolean) =>
    groups.reduce((total, group) => (keep(group._id) ? total + group.count : total), 0);
  return {
    name: new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" }).format(at),
    invited: sum(() => true),
    sent: sum(({ delivery }) => delivery === "sent" || delivery === "delivered"),
    delivered: sum(({ delivery }) => delivery === "delivered"),
    accepted: sum(({ status }) => status === "accepted"),
  };
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
