import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import { TEMPLATE_LOCALES, type TemplateLocale } from "../branding/schema";
import { templates } from "../db/client";
import { nearest, templatesOf } from "../mail/brand";
import { type EditableKind, usualWording, type WordingPart } from "../mail/wording";
import { namesAbove } from "./branding";

/** The mails that an account may word, as the settings list them. */

export const MAIL_GROUPS = {
  invitees: ["invite-business", "invite-user", "invite-reminder", "invite-link-again", "invite-cancelled"],
  inviters: [
    "invite-accepted",
    "invite-declined",
    "invite-requested",
    "invite-cancelled-inviter",
    "invitations-expired",
  ],
  lists: ["batch-finished"],
  ownership: ["ownership-offered"],
} as const satisfies Record<string, readonly EditableKind[]>;

export type MailGroup = keyof typeof MAIL_GROUPS;

export interface ListedMail {
  kind: EditableKind;
  /** In which languages this account has words of its own, and in which others it says those of an account above. */
  own: TemplateLocale[];
  inherited: TemplateLocale[];
}

/** Needs `branding:update`, as wording them does. */
export async function readMails(
  actor: Actor,
  accountId: ObjectId,
): Promise<{ group: MailGroup; mails: ListedMail[] }[]> {
  const { account } = await authorize(actor, accountId, "branding:update");
  const worded = await templates()
    .find(
      {
        account: { $in: [account._id, ...account.ancestors] },
        $or: [{ subject: { $ne: null } }, { introduction: { $ne: null } }],
      },
      { projection: { account: 1, kind: 1, locale: 1 } },
    )
    .toArray();
  const listed = (kind: EditableKind): ListedMail => {
    const inLocale = (locale: string) => worded.filter((one) => one.kind === kind && one.locale === locale);
    const isOwn = (locale: string) => inLocale(locale).some((one) => one.account.equals(account._id));
    return {
      kind,
      own: TEMPLATE_LOCALES.filter(isOwn),
      inherited: TEMPLATE_LOCALES.filter((locale) => !isOwn(locale) && inLocale(locale).length > 0),
    };
  };
  return (Object.keys(MAIL_GROUPS) as MailGroup[]).map((group) => ({ group, mails: MAIL_GROUPS[group].map(listed) }));
}

export interface InheritedWords {
  value: string;
  /** The name of whose they are; null for Foyer's usual ones. */
  from: string | null;
}

/** What a letter says in one language as long as this account has no words of its own. */
export async function readInheritedWords(
  actor: Actor,
  accountId: ObjectId,
  kind: EditableKind,
  locale: TemplateLocale,
): Promise<Record<WordingPart, InheritedWords>> {
  const { account } = await authorize(actor, accountId, "branding:update");
  const [chain, nameOf] = await Promise.all([
    templatesOf(account.ancestors.toReversed(), kind, locale),
    namesAbove(account),
  ]);
  const usual = usualWording(kind, locale);
  const partOf = (part: WordingPart): InheritedWords => {
    const owner = nearest(chain, part);
    return { value: owner?.[part] ?? usual[part], from: owner ? nameOf(owner.account) : null };
  };
  return { subject: partOf("subject"), introduction: partOf("introduction") };
}
