import type { Binary, ObjectId } from "mongodb";

/** Documents as they lie in MongoDB. They never leave lib: a view names each field that does. */

export type Role = "owner" | "admin" | "member";
export type AccountStatus = "invited" | "active" | "suspended" | "lapsed";
export type InvitationStatus = "preparing" | "pending" | "accepted" | "declined" | "cancelled" | "expired";
export type DeliveryStatus =
  | "none"
  | "queued"
  | "sending"
  | "sent"
  | "delivered"
  | "bounced"
  | "failed"
  | "complained"
  | "suppressed"
  | "unknown";

/** What is kept of an invite token: the hash of its `jti`, the invitation it belongs to, and when it ends. */
export interface TokenLock {
  token: string;
  invitation: ObjectId;
  expiresAt: Date;
}

export interface Address {
  line1?: string;
  line2?: string;
  city?: string;
  region?: string;
  postalCode?: string;
  country?: string;
}

/** What whoever invited is told of by mail; each can be switched off per account. All alike are stored as one boolean. */
export interface Notices {
  accepted: boolean;
  declined: boolean;
  requested: boolean;
  cancelled: boolean;
  /** The digest of invitations that ended unanswered. */
  expired: boolean;
  /** A list of people has come to its end. */
  batches: boolean;
}

export interface AccountDoc {
  _id: ObjectId;
  name: string;
  nameKey: string;
  parent: ObjectId | null;
  /** From the root down to the parent; at most 16. */
  ancestors: ObjectId[];
  owner: ObjectId | null;
  contact: ObjectId | null;
  status: AccountStatus;
  invite?: TokenLock;
  branding: ObjectId | null;
  settings: { redirectOrigins: string[]; reminderDays: number | null; notices: boolean | Notices };
  profile: { phone?: string; website?: string; address?: Address | string; locale?: string };
  /** Ownership as it was offered and not yet taken; see lib/accounts/transfer.ts. */
  transfer?: { from: ObjectId; to: ObjectId; by: ActorRef; offeredAt: Date; expiresAt: Date };
  /** Grows with every change of the account, its settings or its owner; what `If-Match` is compared with. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface Membership {
  account: ObjectId;
  role: Role;
  status: "invited" | "active" | "disabled";
  resetToken?: TokenLock;
}

/** A change of address that waits for its mailboxes. Links in mail carry `id`, so that a later request ends earlier ones. */
export interface PendingEmail {
  id: ObjectId;
  email: string;
  emailKey: string;
  /** The account whose owner was being edited. */
  account: ObjectId;
  requestedBy: ActorRef;
  requestedAt: Date;
  expiresAt: Date;
  /** Asked by somebody else than the person: the old mailbox has to agree, too. */
  consentNeeded: boolean;
  consentedAt: Date | null;
  confirmedAt: Date | null;
}

/** An address given up a short while ago: until then its mailbox can take it back. */
export interface FormerEmail {
  change: ObjectId;
  email: string;
  emailKey: string;
  verifiedAt: Date | null;
  changedAt: Date;
  until: Date;
}

export interface UserDoc {
  _id: ObjectId;
  email: string;
  emailKey: string;
  emailVerifiedAt: Date | null;
  firstName: string;
  lastName: string;
  /** `firstName lastName` and `lastName` as they are searched and sorted by; see personKeys in lib/text.ts. */
  nameKey: string;
  lastNameKey: string;
  phone: string | null;
  jobTitle: string | null;
  locale: string | null;
  timezone: string | null;
  status: "invited" | "active" | "disabled";
  passwordHash?: string;
  /** For a forgotten password: the hash of the current token's `jti`. */
  resetToken?: { token: string; purpose: "password"; expiresAt: Date };
  pendingEmail?: PendingEmail;
  /** The oldest first. */
  formerEmails?: FormerEmail[];
  /** Taken away by an undone address change: only a mailed reset, never an invitation, sets a new one. */
  passwordVoidedAt?: Date;
  /** Grows with everything that must end open sessions; a session that carries another number is no session. */
  sessionVersion: number;
  memberships: Membership[];
  lastAccount?: ObjectId;
  createdAt: Date;
  updatedAt: Date;
}

export interface ContactDoc {
  _id: ObjectId;
  account: ObjectId;
  type: "business" | "person";
  name: string;
  nameKey: string;
  email: string | null;
  emailKey: string | null;
  firstName?: string;
  lastName?: string;
  phone: string | null;
  website?: string;
  address?: Address | string;
  subAccount: ObjectId | null;
  externalId?: string;
  metadata?: Record<string, string>;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface ActorRef {
  type: "user" | "api_key" | "system";
  id: ObjectId | null;
  name: string;
}

export interface Delivery {
  status: DeliveryStatus;
  transport: string | null;
  messageId?: string;
  error?: string | null;
  /** Of a bounce: what kind it was; see lib/mail/provider/bounce.ts. */
  code?: string;
  /** Of a bounce that is for good. */
  hard?: true;
  at: Date;
}

export interface TimelineEntry {
  at: Date;
  event: string;
  detail?: string;
}

export interface InvitationDoc {
  _id: ObjectId;
  type: "business" | "user";
  /** The account joined (`user`) or the inviting parent (`business`). */
  scope: ObjectId;
  /** The account that accepting unlocks: the one joined, or the new sub-account. */
  account: ObjectId;
  parent: ObjectId | null;
  user: ObjectId;
  contact: ObjectId | null;
  batch: ObjectId | null;
  email: string;
  emailKey: string;
  firstName: string;
  lastName: string;
  /** For prefix search, beside `emailKey`; see `invitationKeys`. */
  nameKey: string;
  lastNameKey: string;
  businessKey: string;
  addressKey: string;
  role: Role;
  locale: string;
  accountName: string;
  message?: string;
  externalId?: string;
  metadata?: Record<string, string>;
  redirectUrl?: string;
  status: InvitationStatus;
  /** Counts the tokens made for this invitation; only the newest one opens anything. */
  sends: number;
  /** Of those, the re-sends asked for by a person or program. */
  resends: number;
  resentAt?: Date;
  /** How the current token left: mailed to the address, or handed out as `inviteUrl`. */
  via: "mail" | "link";
  /** The id of the secret the current token was derived with. */
  keyId: string;
  /** `iat` of the current token, so that the same link can be derived again. */
  issuedAt: Date;
  /** How long each of its links is good; a new one starts again. */
  days: number;
  expiresAt: Date;
  invitedBy: ActorRef;
  viewedAt?: Date;
  /** When the invitee last asked for a new link and the inviter was told. */
  requestedAt?: Date;
  /** When its reminder is due; gone once it was written, or where there is to be none. */
  remindAt?: Date;
  /** When the current link was last brought to mind. */
  remindedAt?: Date;
  /** When its inviter is to be told that it expired; gone once they were. */
  digestDue?: Date;
  delivery: Delivery;
  timeline: TimelineEntry[];
  createdAt: Date;
  updatedAt: Date;
}

export type MailKind =
  | "invite-business"
  | "invite-user"
  | "invite-link-again"
  | "invite-reminder"
  | "invite-cancelled"
  | "invite-cancelled-inviter"
  | "invite-declined"
  | "invite-accepted"
  | "invite-requested"
  | "invitations-expired"
  | "batch-finished"
  | "address-confirm"
  | "address-consent"
  | "address-changing"
  | "address-changed"
  | "ownership-offered"
  | "password-reset"
  | "password-changed";

/** The claims an invite token is signed from. Frozen with the mail, so that a retry renders the same link. */
export interface InviteClaims {
  invitation: ObjectId;
  send: number;
  keyId: string;
  issuedAt: Date;
  expiresAt: Date;
  via: "mail" | "link";
}

/** What a link about a change of address does: the new mailbox confirms, the old one agrees, stops, or takes it back. */
export type AddressAct = "confirm" | "consent" | "stop" | "undo";

/** What the links of such a mail are signed from: the first is the button, a second one stands beside it. */
export interface AddressClaims {
  user: ObjectId;
  change: ObjectId;
  acts: AddressAct[];
  keyId: string;
  issuedAt: Date;
  expiresAt: Date;
}

export interface MailDoc {
  _id: ObjectId;
  kind: MailKind;
  account: ObjectId;
  /** The root of the account's tree: who shares the outbox fairly with the others. */
  tenant: ObjectId;
  invitation: ObjectId | null;
  /** Which send of the invitation this mail belongs to; null for notices. */
  send: number | null;
  batch: ObjectId | null;
  to: { email: string; name: string };
  locale: string;
  /** Everything the template needs, but no link and no key: those are made when it is rendered. */
  data: Record<string, string | null>;
  /** For the digest: whose invitations ended, the first ones by name; `data.count` says how many there are. */
  list?: { name: string; email: string }[];
  /** A template tried out: its values are samples and its links lead nowhere. */
  sample?: boolean;
  /** Goes out although mail to the address is stopped: whoever asked insisted. */
  force?: boolean;
  claims: InviteClaims | null;
  /** For a password mail: which user, and until when. Its `jti` is derived from the mail's own id. */
  reset: { user: ObjectId; keyId: string; issuedAt: Date; expiresAt: Date; next: string | null } | null;
  /** For a mail about a change of address. */
  address?: AddressClaims | null;
  status: "queued" | "sending" | "sent" | "failed" | "unknown" | "cancelled" | "suppressed";
  /** 0 before everything else (passwords), 1 one at a time, 2 notices, 3 a set sent again, 4 lists of people. */
  priority: number;
  attempts: number;
  notBefore: Date;
  lease: { by: string; until: Date; fence: number } | null;
  /** What a retry must repeat to the letter; set before the first attempt. */
  frozen: {
    appUrl: string;
    from: string;
    transport: string;
    messageId: string;
    /** The branding and wording it wears, as lib/mail/brand-version.ts keeps them. */
    brand?: string;
  } | null;
  /** The provider's batch call that carries it, from the moment the call was composed. */
  request?: ObjectId;
  transport: string | null;
  /** The provider's own id for it, by which its events name it; the Message-ID where there is none. */
  messageId: string | null;
  error: string | null;
  /** Set when the sweep may remove it. */
  createdAt: Date;
  /** When an operator let it be tried again; from then on three days count anew. */
  replayedAt?: Date;
  sentAt: Date | null;
}

export interface EventDoc {
  _id: ObjectId;
  type: string;
  account: ObjectId;
  /** The account and all above it, so that an owner sees what happened below. */
  accounts: ObjectId[];
  actor: ActorRef;
  subject: { type: string; id: ObjectId };
  /** What of it: names of fields, roles; never values that are secret. */
  detail?: Record<string, string>;
  ip: string | null;
  createdAt: Date;
}

export interface ApiKeyDoc {
  _id: ObjectId;
  name: string;
  account: ObjectId;
  permissions: string[];
  /** SHA-256 of the secret part; 256 random bits need no slow hash. */
  hash: string;
  prefix: string;
  createdBy: ActorRef;
  createdAt: Date;
  revokedAt: Date | null;
}

export interface IdempotencyDoc {
  _id: string;
  request: string;
  state: "running" | "done";
  owner: string;
  lockedUntil: Date;
  status?: number;
  /** The JSON as it was sent, apart from links and keys. */
  body?: string | null;
  headers?: Record<string, string>;
  /** Claims of an `inviteUrl` that the answer carried; the link is derived again. */
  link?: InviteClaims | null;
  /** What the caller was allowed for it; asked for again before the answer is given once more. */
  grants?: { account: ObjectId; permission: string }[];
  expiresAt: Date;
}

export interface RateLimitDoc {
  _id: string;
  /** Which window `counts` is of; `previous` holds those of the window before. */
  window?: number;
  counts?: Record<string, number>;
  previous?: Record<string, number>;
  /** The rule that had no room for the last call; null when it was counted. */
  refused?: string | null;
  times?: Date[];
  expiresAt: Date;
}

export type SuppressionReason = "bounce" | "complaint" | "unsubscribe" | "manual";

/** An address that the account does not write to any more. */
export interface SuppressionDoc {
  _id: ObjectId;
  account: ObjectId;
  email: string;
  emailKey: string;
  reason: SuppressionReason;
  /** What the other side said, in words. */
  detail: string | null;
  invitation: ObjectId | null;
  createdAt: Date;
}

/** One call to a provider, composed once: a repeat carries the same mails in the same order under the same key, its id. */
export interface MailRequestDoc {
  _id: ObjectId;
  transport: string;
  mails: ObjectId[];
  status: "open" | "done";
  priority: number;
  attempts: number;
  notBefore: Date;
  lease: { by: string; until: Date; fence: number } | null;
  /** An attempt may have been taken: only a repeat under the same key can tell, while the provider knows the key. */
  doubtful: boolean;
  /** When the first such attempt began. */
  doubtfulSince: Date | null;
  error: string | null;
  createdAt: Date;
  doneAt?: Date;
}

/** An event of a provider that was acted on: `<transport>:<the provider's id of it>`. Each has its effect once. */
export interface ProviderEventDoc {
  _id: string;
  expiresAt: Date;
}

/** The account's own words for one kind of mail in one language. */
export interface TemplateDoc {
  _id: ObjectId;
  account: ObjectId;
  kind: MailKind;
  locale: string;
  /** Null: as inherited. */
  subject: string | null;
  introduction: string | null;
  /** Grows with each change; `history` has the earlier ones, the newest first. */
  version: number;
  history: { version: number; subject: string | null; introduction: string | null; by: ActorRef; at: Date }[];
  by: ActorRef;
  updatedAt: Date;
}

/** What a mail wears, by the SHA-256 of its content: the same for all mails that look alike. */
export interface BrandVersionDoc {
  _id: string;
  brand: Record<string, unknown>;
  createdAt: Date;
}

export interface BrandingDoc {
  _id: ObjectId;
  account: ObjectId;
  name: string | null;
  colour: string | null;
  replyTo: string | null;
  supportAddress: string | null;
  footer: string | null;
  /** Its picture lies in `logos`. */
  logo: { sha256: string; width: number; height: number } | null;
  /** Grows with each change; 0, as for none, until the first. */
  version: number;
  updatedAt: Date;
}

/**
 * A picture by the SHA-256 of its bytes: decoded and encoded again by us, always PNG. It stays when another takes its
 * place, because mails that were sent show it.
 */
export interface LogoDoc {
  _id: string;
  bytes: Binary;
  width: number;
  height: number;
  createdAt: Date;
}

/** Small facts of the installation: the set-up code's hash, who leads the engine. */
export interface MetaDoc {
  _id: string;
  [field: string]: unknown;
}
