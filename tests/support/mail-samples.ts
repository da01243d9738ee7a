import { ObjectId } from "mongodb";
import { WORDS } from "@/emails/words/catalogue";
import type { LetterKind } from "@/emails/words/words";
import { newAddressClaims } from "@/lib/auth/address-token";
import { newClaims } from "@/lib/auth/invite-token";
import { newResetClaims } from "@/lib/auth/mail-token";
import type { AddressAct, MailDoc } from "@/lib/db/types";
import type { Brand } from "@/lib/mail/brand";
import { type MailInput, newMail } from "@/lib/mail/queue";

/** One mail of each kind, the same at every run: of fixed ids, moments and people. */

export const KINDS = Object.keys(WORDS.en.letters) as LetterKind[];
export const LINKLESS: LetterKind[] = ["invite-cancelled"];
/** What the links of the letters about a change of address do, the button's first. */
export const ACTS: Partial<Record<LetterKind, AddressAct[]>> = {
  "address-confirm": ["confirm"],
  "address-consent": ["consent", "stop"],
  "address-changing": ["stop"],
  "address-changed": ["undo"],
};
const INVITING: LetterKind[] = ["invite-business", "invite-user", "invite-link-again", "invite-reminder"];

export const ISSUED = new Date("2026-11-22T10:00:00Z");
export const ENDS = new Date("2026-11-29T10:00:00Z");

const id = (last: number) => new ObjectId(last.toString(16).padStart(24, "0"));
const INVITATION = id(2);
const USER = id(3);
const CHANGE = id(4);

export const BRAND: Brand = {
  name: "Acme",
  sender: null,
  colour: null,
  replyTo: null,
  footer: null,
  supportAddress: null,
  logo: null,
  wording: { subject: null, introduction: null },
  locale: null,
};

/** With every part that a branding may have. */
export const FULL_BRAND: Brand = {
  ...BRAND,
  name: "Nordlicht & Co",
  colour: "#f5a623",
  footer: "Nordlicht & Co\nHafenstraße 1, Hamburg",
  supportAddress: "help@nordlicht.example",
  logo: { sha256: "a".repeat(64), width: 480, height: 96 },
};

export const PEOPLE = [
  { name: "Ana Lima", email: "ana@bakery.example" },
  { name: "bo@berg.example", email: "bo@berg.example" },
  { name: "ليلى حداد", email: "layla@haddad.example" },
  { name: "山田 太郎", email: "taro@yamada.example" },
];

const DATA: MailInput["data"] = {
  type: "business",
  accountName: "Blue Bakery",
  parentName: "Acme",
  inviterName: "Rui Costa",
  inviteeName: "Bo Berg",
  inviteeEmail: "bo@berg.example",
  message: "Welcome aboard.\nSee you on Monday.",
  byName: "Cy Dahl",
  newEmail: "new@berg.example",
  oldEmail: "old@berg.example",
};

const COUNTED: Partial<Record<LetterKind, MailInput["data"]>> = {
  "invitations-expired": { ...DATA, accountName: "Acme", count: "1207" },
  "batch-finished": {
    ...DATA,
    batchName: "November clients",
    total: "2400",
    invited: "2397",
    skipped: "2",
    failed: "1",
  },
};

export function mailOf(kind: LetterKind, over: Partial<MailInput> = {}): MailDoc {
  const acts = ACTS[kind];
  const mail = newMail({
    id: id(1),
    kind,
    account: id(5),
    invitation: INVITATION,
    batch: kind === "batch-finished" ? id(6) : null,
    to: { email: "ana@bakery.example", name: "Ana Lima" },
    locale: "en",
    data: COUNTED[kind] ?? DATA,
    list: kind === "invitations-expired" ? PEOPLE : undefined,
    claims: INVITING.includes(kind) ? newClaims(INVITATION, 1, "mail", ISSUED, ENDS) : null,
    reset: kind === "password-reset" ? newResetClaims(USER, ISSUED, ENDS, null) : null,
    address: acts ? newAddressClaims(USER, CHANGE, acts, ISSUED, ENDS) : null,
    ...over,
  });
  return { ...mail, createdAt: ISSUED };
}
