import { randomBytes } from "node:crypto";
import { type Document, ObjectId } from "mongodb";
import { mongo } from "./database";

/** The documents that Foyer wrote in one case, put there by the bench. */
interface Template {
  _id: string;
  documents: { collection: string; document: Document }[];
}

const known = new Map<string, Template["documents"]>();

export async function templateOf(name: string): Promise<Template["documents"]> {
  const cached = known.get(name);
  if (cached) return cached;
  const found = await mongo().db().collection<Template>("bench_templates").findOne({ _id: name });
  if (!found) throw new Error(`There is no template ${name}`);
  known.set(name, found.documents);
  return found.documents;
}

/** The same document anew: other ids, and another address where there is one. */
export function renewed(document: Document, email?: string): Document {
  const _id = document._id instanceof ObjectId ? new ObjectId() : randomBytes(32).toString("hex");
  const copy: Document = { ...document, _id };
  if (email !== undefined && "emailKey" in copy) {
    copy.email = email;
    copy.emailKey = email;
  }
  if (copy.contact) copy.contact = new ObjectId();
  return copy;
}
