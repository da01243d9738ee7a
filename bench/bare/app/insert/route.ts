import { randomBytes } from "node:crypto";
import { type Document, ObjectId } from "mongodb";
import { mongo, TRANSACTION } from "../../database";

/** The documents of one invitation as Foyer wrote them, put there by the bench. */
interface Template {
  _id: string;
  documents: { collection: string; document: Document }[];
}

const known = new Map<string, Template>();

async function templateOf(type: string): Promise<Template> {
  const cached = known.get(type);
  if (cached) return cached;
  const found = await mongo().db().collection<Template>("templates").findOne({ _id: type });
  if (!found) throw new Error(`There is no template ${type}`);
  known.set(type, found);
  return found;
}

/** The same document anew: other ids, and another address where there is one. */
function renewed(document: Document, email: string): Document {
  const _id = document._id instanceof ObjectId ? new ObjectId() : randomBytes(32).toString("hex");
  const copy: Document = { ...document, _id };
  if ("emailKey" in copy) {
    copy.email = email;
    copy.emailKey = email;
  }
  if (copy.contact) copy.contact = new ObjectId();
  if (copy.invitation) copy.invitation = new ObjectId();
  return copy;
}

/** Inserts in one transaction what Foyer writes for one invitation, and does nothing else. */
export async function POST(request: Request): Promise<Response> {
  const { type, email } = (await request.json()) as { type: string; email: string };
  const { documents } = await templateOf(type);
  const db = mongo().db();
  await mongo().withSession((session) =>
    session.withTransaction(async () => {
      for (const { collection, document } of documents) {
        await db.collection(collection).insertOne(renewed(document, email), { session });
      }
    }, TRANSACTION),
  );
  return Response.json({ status: "invited" }, { status: 201 });
}
