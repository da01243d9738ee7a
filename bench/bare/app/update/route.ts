import { type Document, ObjectId } from "mongodb";
import { mongo, TRANSACTION } from "../../database";

/** Writes in one transaction what Foyer writes when an invitation is accepted: two updates, a mail and an event. */
export async function POST(request: Request): Promise<Response> {
  const { invitation, user } = (await request.json()) as { invitation: string; user: string };
  const db = mongo().db();
  const template = await db
    .collection<{ _id: string; mail: Document; event: Document }>("templates")
    .findOne({ _id: "accept" });
  if (!template) throw new Error("There is no template accept");
  const at = new Date();
  await mongo().withSession((session) =>
    session.withTransaction(async () => {
      await db
        .collection("invitations")
        .updateOne(
          { _id: new ObjectId(invitation), status: "pending" },
          { $set: { status: "accepted", updatedAt: at }, $push: { timeline: { at, event: "accepted" } as never } },
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
      await db.collection("mails").insertOne({ ...template.mail, _id: new ObjectId() }, { session });
      await db.collection("events").insertOne({ ...template.event, _id: new ObjectId() }, { session });
    }, TRANSACTION),
  );
  return Response.json({ status: "accepted" });
}
