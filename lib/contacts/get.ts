import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { reachContact } from "./access";
import type { ContactView } from "./schema";
import { viewContact } from "./view";

export async function getContact(actor: Actor, id: ObjectId): Promise<ContactView> {
  const { contact } = await reachContact(actor, id);
  return viewContact(contact);
}
