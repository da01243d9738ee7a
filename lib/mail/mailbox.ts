import type { Filter, ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { accounts, mails } from "../db/client";
import { parseId } from "../db/ids";
import type { MailDoc, MailKind } from "../db/types";
import { env } from "../env";
import { notFound } from "../errors";
import { type Brand, brandOf } from "./brand";
import { readBrandVersion } from "./brand-version";
import { parseMailbox } from "./compose";
import { mailSubject, renderMail } from "./render";

/** The mails that the mailbox transport kept. */

export interface MailboxItem {
  id: string;
  kind: MailKind;
  from: string;
  to: { email: string; name: string };
  subject: string;
  locale: string;
  at: Date;
}

export interface MailboxMail extends MailboxItem {
  html: string;
  text: string;
  link: string | null;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i;

/**
 * Whether the mailbox may be read: on an installation that only this machine reaches by anybody, else by the owner of a
 * root account. What lies in it opens accounts.
 */
export async function assertReader(actor: Actor | null): Promise<void> {
  const { mail, host, appUrl } = env();
  if (mail.transport !== "mailbox") throw notFound();
  if (LOOPBACK.test(host) && LOOPBACK.test(new URL(appUrl).hostname)) return;
  if (actor?.type !== "user") throw notFound();
  const owned = actor.memberships.filter(({ role }) => role === "owner").map(({ account }) => account);
  const root = await accounts().findOne(
    { _id: { $in: owned }, parent: null, status: "active" },
    { projection: { _id: 1 } },
  );
  if (!root) throw notFound();
}

/** Newest first. @throws 404 for who may not read it, and with another transport */
export async function listMailbox(
  actor: Actor | null,
  { limit = 25, cursor = null }: { limit?: number; cursor?: string | null } = {},
): Promise<{ data: MailboxItem[]; nextCursor: string | null }> {
  await assertReader(actor);
  const filter: Filter<MailDoc> = { status: "sent", transport: "mailbox" };
  const after = readCursor(cursor);
  if (after) {
    // Said twice: the first is where the index is entered.
    filter.createdAt = { $lte: after.createdAt };
    filter.$or = [{ createdAt: { $lt: after.createdAt } }, { _id: { $lt: after.id } }];
  }
  const found = await mails()
    .find(filter)
    .hint("mailbox")
    .sort({ createdAt: -1, _id: -1 })
    .limit(limit + 1)
    .toArray();
  const page = found.slice(0, limit);
  const worn = new Map<string, Promise<Brand>>();
  const brandFor = (mail: MailDoc) => {
    const look = mail.frozen?.brand ?? `${mail.account} ${mail.kind} ${mail.locale}`;
    const known = worn.get(look) ?? wornBy(mail);
    worn.set(look, known);
    return known;
  };
  const data = await Promise.all(page.map(async (mail) => toItem(mail, mailSubject(mail, await brandFor(mail)))));
  return { data, nextCursor: found.length > limit ? cursorOf(page.at(-1)) : null };
}

/** What it wore when it was sent, whatever the account has changed since. */
async function wornBy({ account, kind, locale, frozen }: MailDoc): Promise<Brand> {
  const kept = frozen?.brand ? await readBrandVersion(frozen.brand) : null;
  return kept ?? brandOf(account, { kind, locale });
}

const cursorOf = (last: MailDoc | undefined) => (last ? `${last.createdAt.getTime()}-${last._id.toHexString()}` : null);

function readCursor(cursor: string | null): { createdAt: Date; id: ObjectId } | null {
  const [at = "", hex = ""] = (cursor ?? "").split("-");
  const id = parseId(hex);
  return id && /^\d{1,15}$/.test(at) ? { createdAt: new Date(Number(at)), id } : null;
}

/** The mail as it would have arrived, made again from what it was made of. */
export async function getMailboxMail(actor: Actor | null, id: string): Promise<MailboxMail> {
  await assertReader(actor);
  const _id = parseId(id);
  const mail = _id && (await mails().findOne({ _id, status: "sent", transport: "mailbox" }));
  if (!mail) throw notFound();
  const { subject, html, text, link } = await renderMail(mail, await wornBy(mail));
  return { ...toItem(mail, subject), html, text, link };
}

function toItem(mail: MailDoc, subject: string): MailboxItem {
  const from = parseMailbox(mail.frozen?.from ?? env().mail.from);
  return {
    id: mail._id.toHexString(),
    kind: mail.kind,
    from: from.name ? `${from.name} <${from.address}>` : from.address,
    to: { email: mail.to.email, name: mail.to.name },
    subject,
    locale: mail.locale,
    at: mail.sentAt ?? mail.createdAt,
  };
}
