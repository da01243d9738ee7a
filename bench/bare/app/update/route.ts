import { ObjectId } from "mongodb";
import { mongo, TRANSACTION } from "../../database";
import { renewed, templateOf } from "../../templates";

interface Invitation {
  _id: ObjectId;
  status: string;
  updatedAt: Date;
  timeline: { at: Date; event: string }[];
}

/** Writes in one transaction what Foyer writes when an invitation is accepted: two updates, and what is inserted then. */
export async function POST(request: Request): Promise<Response> {
  const { invitation, user } = (await request.json()) as { invitation: string; user: string };
  const documents = await templateOf("accept");
  const db = mongo().db();
  const at = new Date();
  await mongo().withSession((session) =>
    session.withTransaction(async () => {
      await db
        .collection<Invitation>("invitations")
        .updateOne(
          { _id: new ObjectId(invitation), status: "pending" },
          { $set: { status: "accepted", updatedAt: at }, $push: { timeline: { at, event: "accepted" } } },
          { session },
        );
      await db.collection("_users").updateOne(
        { _id: new ObjectId(user) },
        {
          $set: { "memberships.0.status": "active", status: "active", updatedAt: at },
          $unset: { "memberships.0.resetToken": "" },
        },
        { session },
      );
      for (const { collection, document } of documents) {
        await db.collection(collection).insertOne(renewed(document), { session });
      }
    }, TRANSACTION),
  );
  return Response.json({ status: "accepted" });
}
