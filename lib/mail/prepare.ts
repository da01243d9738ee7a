import { now } from "../clock";
import { invitations } from "../db/client";
import type { InvitationDoc, MailDoc, MailKind, SuppressionDoc } from "../db/types";
import { parseEmail } from "../email";
import { log } from "../log";
import { type Brand, brandOf } from "./brand";
import { keepBrandVersion, readBrandVersion } from "./brand-version";
import type { Claimed } from "./claim";
import { composeMessage, freeze } from "./compose";
import type { Frozen } from "./lease";
import { type Outcome, type Settled, settleMails } from "./settle";
import { findStops, pairKey, stoppedSentence } from "./suppressions";
import { TO_INVITEE } from "./to-invitee";
import type { Message, Transport } from "./transports/transport";

/** From claimed mails to messages: what may leave at all, what it wears, what it says. Look-ups are made for all at once. */

export interface Ready {
  mail: Claimed;
  frozen: Frozen;
  message: Message;
}

type Standing = Pick<InvitationDoc, "_id" | "status" | "sends" | "expiresAt">;

/** Signing waits for another thread, so several are made side by side. */
const TOGETHER = 25;

/**
 * The messages of those mails that may leave, in their order, some at a time and made as they are taken. The others are
 * settled here.
 */
export async function* prepareMails(claimed: readonly Claimed[], transport: Transport): AsyncGenerator<Ready[], void> {
  const [standings, stops] = await Promise.all([standingsOf(claimed), stopsOf(claimed)]);
  const wardrobe = new Wardrobe();
  const settled: Settled[] = [];
  const prepare = async (mail: Claimed): Promise<Ready | Outcome> => {
    const obstacle = whyNot(mail, standings);
    if (obstacle) return { status: "cancelled", error: obstacle };
    const stop = isStoppable(mail) ? stops.get(pairOf(mail)) : undefined;
    if (stop) return { status: "suppressed", error: stoppedSentence(stop, mail.to.email, mail.account) };
    return make(mail, transport, wardrobe);
  };
  for (let from = 0; from < claimed.length; from += TOGETHER) {
    const some = claimed.slice(from, from + TOGETHER);
    const made = await Promise.all(some.map(async (mail) => ({ mail, made: await prepare(mail) })));
    const ready: Ready[] = [];
    for (const { mail, made: each } of made) {
      if ("message" in each) ready.push(each);
      else settled.push({ mail, transport: transport.name, outcome: each });
    }
    if (ready.length > 0) yield ready;
  }
  await settleMails(settled);
}

async function make(mail: Claimed, transport: Transport, wardrobe: Wardrobe): Promise<Ready | Outcome> {
  try {
    const { frozen, brand } = await wardrobe.dress(mail, transport.name);
    return { mail, frozen, message: await composeMessage({ ...mail, frozen }, brand) };
  } catch (error) {
    if (isDatabaseError(error)) throw error;
    log.error("A mail could not be made", { mail: mail._id, kind: mail.kind, error });
    return { status: "failed", error: `The mail could not be made (${(error as Error).message}). Send it again.` };
  }
}

/** What each of a chunk's mails wears; of those that look alike it is looked up once. */
class Wardrobe {
  private readonly brands = new Map<string, Promise<{ brand: Brand; version: string }>>();

  /** A mail in the queue has certainly not left, so another transport may take it over and freeze it anew. */
  async dress(mail: MailDoc, transport: string): Promise<{ frozen: Frozen; brand: Brand }> {
    if (mail.frozen?.transport === transport) {
      const kept = mail.frozen.brand ? await readBrandVersion(mail.frozen.brand) : null;
      if (kept) return { frozen: mail.frozen, brand: kept };
      const { brand, version } = await this.find(mail);
      return { frozen: { ...mail.frozen, brand: version }, brand };
    }
    const { brand, version } = await this.find(mail);
    return { frozen: { ...freeze(mail, brand, transport), brand: version }, brand };
  }

  private find({ account, kind, locale }: MailDoc) {
    const key = `${account.toHexString()} ${kind} ${locale}`;
    const found = this.brands.get(key) ?? lookUp(account, kind, locale);
    this.brands.set(key, found);
    return found;
  }
}

async function lookUp(account: MailDoc["account"], kind: MailKind, locale: string) {
  const brand = await brandOf(account, { kind, locale });
  return { brand, version: await keepBrandVersion(brand) };
}

/** The message of a mail that was frozen before, to the letter. @throws where it cannot be made again */
export async function composeAgain(mail: MailDoc): Promise<Message> {
  const { frozen } = mail;
  if (!frozen) throw new Error("It was never frozen");
  const kept = frozen.brand ? await readBrandVersion(frozen.brand) : null;
  if (!kept) throw new Error("What it wears is not known any more");
  return composeMessage({ ...mail, frozen }, kept);
}

/** What carries a link is worth sending only while the link opens something. Null where it does. */
export function whyNot(mail: Pick<MailDoc, "claims" | "reset">, standings: Map<string, Standing>): string | null {
  const { claims, reset } = mail;
  if (reset && reset.expiresAt <= now()) return "Its link ended before the mail could leave.";
  if (!claims) return null;
  const invitation = standings.get(claims.invitation.toHexString());
  if (invitation?.status !== "pending") return "The invitation ended before the mail could leave.";
  if (invitation.sends !== claims.send) return "A newer link took this one's place before the mail could leave.";
  if (invitation.expiresAt <= now()) return "The invitation expired before the mail could leave.";
  return null;
}

export async function standingsOf(all: readonly Pick<MailDoc, "claims">[]): Promise<Map<string, Standing>> {
  const ids = all.flatMap(({ claims }) => (claims ? [claims.invitation] : []));
  if (ids.length === 0) return new Map();
  const found = await invitations()
    .find({ _id: { $in: ids } }, { projection: { status: 1, sends: 1, expiresAt: 1 } })
    .toArray();
  return new Map(found.map((invitation) => [invitation._id.toHexString(), invitation]));
}

const emailKeyOf = ({ to }: MailDoc) => parseEmail(to.email)?.emailKey ?? to.email;
const pairOf = (mail: MailDoc) => pairKey({ account: mail.account, emailKey: emailKeyOf(mail) });

const isStoppable = ({ kind, force, sample }: MailDoc) => TO_INVITEE.has(kind) && !force && !sample;

function stopsOf(all: readonly MailDoc[]): Promise<Map<string, SuppressionDoc>> {
  return findStops(all.filter(isStoppable).map((mail) => ({ account: mail.account, emailKey: emailKeyOf(mail) })));
}

const isDatabaseError = (error: unknown) => error instanceof Error && error.name.startsWith("Mongo");
