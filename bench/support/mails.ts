import { setTimeout as sleep } from "node:timers/promises";
import { ObjectId } from "mongodb";
import nodemailer from "nodemailer";
import { invitations, mails, users } from "../../lib/db/client";
import type { InvitationDoc, MailDoc, UserDoc } from "../../lib/db/types";
import { brandOf } from "../../lib/mail/brand";
import { composeMessage, freeze } from "../../lib/mail/compose";
import { deliverRound } from "../../lib/mail/outbox";
import type { Mailbox, Message } from "../../lib/mail/transports/transport";
import { newAddress } from "./seed";
import type { Templates } from "./templates";

/** Mails that wait, as inviting leaves them; Foyer's way of sending them, and the barest ones. */

const CHUNK = 1000;

/** Invitations to new addresses, each with its invitee and its mail. */
export async function queueMails(templates: Templates, count: number): Promise<void> {
  for (let done = 0; done < count; done += CHUNK) {
    const made = Array.from({ length: Math.min(CHUNK, count - done) }, () => waiting(templates));
    await users().insertMany(made.map(({ user }) => user));
    await invitations().insertMany(made.map(({ invitation }) => invitation));
    await mails().insertMany(made.map(({ mail }) => mail));
  }
}

function waiting({ user: documents }: Templates) {
  const of = (name: string) => documents.find(({ collection }) => collection === name)?.document;
  const [address, id] = [newAddress(), new ObjectId()];
  const email = { email: address, emailKey: address };
  const user = { ...(of("_users") as UserDoc), _id: new ObjectId(), ...email };
  const invitation = { ...(of("invitations") as InvitationDoc), _id: id, user: user._id, ...email };
  const sample = of("mails") as MailDoc;
  const mail: MailDoc = {
    ...sample,
    _id: new ObjectId(),
    invitation: id,
    to: { ...sample.to, email: address },
    data: { ...sample.data, inviteeEmail: address },
    claims: sample.claims && { ...sample.claims, invitation: id },
    status: "queued",
    attempts: 0,
    notBefore: new Date(),
    lease: null,
  };
  return { user, invitation, mail };
}

/** Until nothing waits any more, as an engine calls it. */
export async function deliverAll(): Promise<void> {
  while (await mails().findOne({ status: { $in: ["queued", "sending"] } }, { projection: { _id: 1 } })) {
    const { handled, away } = await deliverRound("bench");
    if (away && handled === 0) throw new Error("The other side of the transport does not answer");
  }
  const lost = await mails().findOne({ status: { $nin: ["sent"] } });
  if (lost) throw new Error(`A mail became ${lost.status}: ${lost.error}`);
}

/** What Foyer would send, drawn once and beforehand. */
export async function drawMessages(templates: Templates, from: Mailbox, count: number): Promise<Message[]> {
  const { mail } = waiting(templates);
  const brand = await brandOf(mail.account);
  const message = await composeMessage({ ...mail, frozen: freeze(mail, brand, "smtp") }, brand);
  return Array.from({ length: count }, () => {
    const id = new ObjectId().toHexString();
    return {
      ...message,
      id,
      from,
      messageId: `<${id}@bench.example.com>`,
      to: { ...message.to, address: newAddress() },
    };
  });
}

/** nodemailer's pool and nothing else. */
export async function barePool(url: string, connections: number, messages: readonly Message[]): Promise<void> {
  const pool = nodemailer.createTransport({ pool: true, url, maxConnections: connections, maxMessages: 500 });
  await inLanes(connections, messages, async (message) => {
    const { from, to, subject, html, text, messageId } = message;
    const headers = { "Auto-Submitted": "auto-generated", ...message.headers };
    await pool.sendMail({ from, to, subject, html, text, messageId, headers });
  });
  pool.close();
}

export interface BareCall {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** fetch and bodies that were made beforehand; waits where the answer asks to, and does nothing else about a rate. */
export async function bareFetch(calls: readonly BareCall[], lanes: number): Promise<void> {
  await inLanes(lanes, calls, async ({ url, headers, body }) => {
    for (;;) {
      const answer = await fetch(url, { method: "POST", headers, body });
      const said = await answer.text();
      if (answer.ok) return;
      const wait = Number(answer.headers.get("retry-after") ?? Number.NaN);
      if (!(wait > 0)) throw new Error(`The bare call was answered ${answer.status}: ${said.slice(0, 300)}`);
      await sleep(wait * 1000);
    }
  });
}

async function inLanes<T>(lanes: number, items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const lane = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
