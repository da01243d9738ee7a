import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import { users } from "../db/client";
import { userName } from "../users/view";
import { standingOffer } from "./transfer";

/** An offer of ownership as those see it whom it concerns. */
export interface OfferView {
  /** To the one who asks. */
  mine: boolean;
  to: { id: string; name: string };
  owner: { id: string; name: string };
  by: string;
  offeredAt: string;
  expiresAt: string;
}

/** The offer that stands, for the person offered and for who manages people there; null for others, and where none does. */
export async function readOffer(actor: Actor, accountId: ObjectId): Promise<OfferView | null> {
  const { account, permissions } = await authorize(actor, accountId, "read");
  const offer = standingOffer(account);
  if (!offer) return null;
  const mine = actor.type === "user" && offer.to.equals(actor.id);
  if (!mine && !permissions.has("members:manage") && !permissions.has("owner:update")) return null;
  const people = await users()
    .find({ _id: { $in: [offer.to, offer.from] } }, { projection: { email: 1, firstName: 1, lastName: 1 } })
    .toArray();
  const named = (id: ObjectId) => {
    const person = people.find(({ _id }) => _id.equals(id));
    return { id: id.toHexString(), name: person ? userName(person) : "–" };
  };
  return {
    mine,
    to: named(offer.to),
    owner: named(offer.from),
    by: offer.by.type === "user" ? offer.by.name : account.name,
    offeredAt: offer.offeredAt.toISOString(),
    expiresAt: offer.expiresAt.toISOString(),
  };
}
