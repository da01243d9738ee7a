import type { ObjectId } from "mongodb";
import type { ActorRef, Role } from "../db/types";
import type { Permission } from "./permissions";

/** Who calls. Every domain function takes one first. */

export interface UserActor {
  type: "user";
  id: ObjectId;
  email: string;
  emailKey: string;
  name: string;
  /** Active ones only. */
  memberships: { account: ObjectId; role: Role }[];
  ip: string | null;
}

export interface KeyActor {
  type: "api_key";
  id: ObjectId;
  name: string;
  account: ObjectId;
  permissions: Permission[];
  ip: string | null;
}

export interface SystemActor {
  type: "system";
  id: null;
  name: "Foyer";
  ip: null;
}

export type Actor = UserActor | KeyActor | SystemActor;

export const SYSTEM: SystemActor = { type: "system", id: null, name: "Foyer", ip: null };

export function actorRef(actor: Actor): ActorRef {
  return { type: actor.type, id: actor.id, name: actor.name };
}
