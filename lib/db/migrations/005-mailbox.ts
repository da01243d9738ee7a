import type { Db } from "mongodb";

/** What the mailbox shows, newest first: mails of one list are as old as each other. Other transports have nothing in it. */
export async function mailbox(db: Db): Promise<void> {
  await db
    .collection("mails")
    .createIndex(
      { createdAt: -1, _id: -1 },
      { name: "mailbox", partialFilterExpression: { status: "sent", transport: "mailbox" } },
    );
}
