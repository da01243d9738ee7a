/**
 * What a bounce means. Providers tell it in their own categories, the other side in an enhanced status code (RFC 3463, with
 * RFC 7505 and RFC 7372) and in words. The code says most; where it is too general, the words do.
 */

export type BounceCode =
  | "mailbox_missing"
  | "domain_missing"
  | "mailbox_full"
  | "blocked"
  | "content_refused"
  | "other";

export interface Bounce {
  code: BounceCode;
  /** It will bounce again as long as the address is what it is. */
  hard: boolean;
}

export interface BounceReport {
  /** What the provider makes of it; null where it does not know. */
  permanent: boolean | null;
  /** The provider's own category, such as `MailboxFull` or `Invalid Address`. */
  category: string | null;
  /** `5.1.1`, where the provider names it apart. */
  status: string | null;
  /** What the other side said. */
  said: string | null;
}

const ENHANCED = /(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])/;

/** RFC 3463 §3: what the subject and detail of a status code mean. What is not here is told by its subject alone. */
const BY_STATUS: Record<string, BounceCode> = {
  "1.0": "other",
  "1.1": "mailbox_missing",
  "1.2": "domain_missing",
  "1.3": "mailbox_missing",
  "1.6": "mailbox_missing",
  "1.7": "blocked",
  "1.8": "blocked",
  "1.10": "domain_missing",
  "2.0": "other",
  "2.1": "mailbox_missing",
  "2.2": "mailbox_full",
  "2.3": "content_refused",
  "3.1": "mailbox_full",
  "3.4": "content_refused",
  "4.4": "domain_missing",
};
const BY_SUBJECT: Record<string, BounceCode> = { "6": "content_refused", "7": "blocked" };
/** Said of so much, users that it does not know included (Exchange), that words win. */
const VAGUE: ReadonlySet<string> = new Set(["7.0", "7.1"]);

const BY_WORDS: [RegExp, BounceCode][] = [
  [/sender (?:address |domain )?(?:rejected|denied|refused)/i, "blocked"],
  [/quota|mailbox (?:is )?full|insufficient (?:system )?storage|out of storage/i, "mailbox_full"],
  [
    /(?:no such|unknown|invalid|nonexistent|inactive|disabled) (?:local )?(?:user|recipient|mailbox|account|address)|(?:user|recipient|mailbox|account|address)(?:\s\S+)? (?:is )?(?:unknown|unavailable|disabled|inactive|invalid|rejected|not found|not exist|does ?n[o']t exist|could not be found)|tried to reach does not exist|does not exist here|no mailbox here/i,
    "mailbox_missing",
  ],
  [
    /nxdomain|null mx|no mx|mx info|(?:domain|host)(?: name)?(?:\s\S+)? (?:is )?(?:unknown|not found|not exist|does ?n[o']t exist|invalid)|unrouteable|unable to (?:look ?up|resolve)|no such (?:host|domain)/i,
    "domain_missing",
  ],
  [/attachment|virus|malware|too large|size limit|content (?:rejected|refused|not)/i, "content_refused"],
  [
    /spam|block|reputation|black ?list|deny ?list|policy|\brbl\b|dmarc|\bspf\b|dkim|access denied|not authori[sz]ed/i,
    "blocked",
  ],
];

const BY_CATEGORY: Record<string, BounceCode> = {
  // Resend, as Amazon SES names them.
  mailboxfull: "mailbox_full",
  messagetoolarge: "content_refused",
  contentrejected: "content_refused",
  attachmentrejected: "content_refused",
  noemail: "mailbox_missing",
  // SendGrid's bounce classifications.
  invalidaddress: "mailbox_missing",
  mailboxunavailable: "mailbox_missing",
  reputation: "blocked",
  content: "content_refused",
  frequencyorvolumetoohigh: "blocked",
};

/** About the address itself, so that they last. */
const ITSELF: ReadonlySet<BounceCode> = new Set(["mailbox_missing", "domain_missing"]);

export function readBounce({ permanent, category, status, said }: BounceReport): Bounce {
  const found = ENHANCED.exec(status ?? "") ?? ENHANCED.exec(said ?? "");
  const [, kind, subject = "", detail = ""] = found ?? [];
  const known = found ? `${Number(subject)}.${Number(detail)}` : "";
  const byStatus = found ? (BY_STATUS[known] ?? BY_SUBJECT[String(Number(subject))] ?? "other") : "other";
  const byWords = BY_WORDS.find(([words]) => words.test(said ?? ""))?.[1];
  const byCategory = BY_CATEGORY[(category ?? "").toLowerCase().replace(/[^a-z]/g, "")];
  const clear = byStatus !== "other" && !VAGUE.has(known);
  const code = clear ? byStatus : (byWords ?? byCategory ?? byStatus);
  // What the other side itself asked to be tried later is not for good, and what nobody can tell is not either.
  if (kind === "4" || permanent === false) return { code, hard: false };
  return { code, hard: permanent ? ITSELF.has(code) || code === "other" : kind === "5" && ITSELF.has(code) };
}

const WHY: Record<BounceCode, string> = {
  mailbox_missing: "there is no such mailbox",
  domain_missing: "the domain does not exist",
  mailbox_full: "the mailbox is full",
  blocked: "its server does not take mail from this sender",
  content_refused: "its server refused the mail for what is in it",
  other: "its server did not take it",
};

export function bounceSentence(email: string, code: BounceCode, which = "The mail"): string {
  return `${which} to ${email} bounced: ${WHY[code]}.`;
}
