import { ObjectId } from "mongodb";
import { mongo } from "../../../database";

interface Invitation {
  _id: ObjectId;
  email: string;
  accountName: string;
  expiresAt: Date;
}

/** A server-rendered page with one look-up and a form. */
export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const invitation = await mongo()
    .db()
    .collection<Invitation>("invitations")
    .findOne({ _id: new ObjectId(id) });
  if (!invitation) return <p>There is no such invitation.</p>;
  return (
    <main>
      <h1>Join {invitation.accountName}</h1>
      <p>
        This invitation for {invitation.email} is open until {invitation.expiresAt.toISOString()}.
      </p>
      <form method="post">
        <label>
          First name <input name="firstName" />
        </label>
        <label>
          Last name <input name="lastName" />
        </label>
        <label>
          Password <input name="password" type="password" />
        </label>
        <button type="submit">Accept</button>
      </form>
    </main>
  );
}
