import { mongo, TRANSACTION } from "../../database";
import { renewed, templateOf } from "../../templates";

/** Inserts in one transaction what Foyer writes for one invitation, and does nothing else. */
export async function POST(request: Request): Promise<Response> {
  const { type, email } = (await request.json()) as { type: string; email: string };
  const documents = await templateOf(type);
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
