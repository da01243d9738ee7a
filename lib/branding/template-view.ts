import type { ClientSession } from "mongodb";
import { templates } from "../db/client";
import type { AccountDoc, TemplateDoc } from "../db/types";
import { languageOf } from "../locale";
import { nearest, templatesOf } from "../mail/brand";
import { EDITABLE_KINDS, type EditableKind, usualWording, WORDING_VARIABLES } from "../mail/wording";
import type { TemplateLocale, TemplateSummary, TemplateView } from "./schema";
import { nearestFirst, sourceOf } from "./view";

type Place = Pick<AccountDoc, "_id" | "parent" | "ancestors">;

/** What each letter is called, and who reads it. */
const LETTERS: Record<EditableKind, Pick<TemplateView, "title" | "reader">> = {
  "invite-business": { title: "Invitation to open an account", reader: "invitee" },
  "invite-user": { title: "Invitation to join an account", reader: "invitee" },
  "invite-reminder": { title: "Reminder of an open invitation", reader: "invitee" },
  "invite-link-again": { title: "The same link again", reader: "invitee" },
  "invite-cancelled": { title: "Invitation withdrawn, to the invitee", reader: "invitee" },
  "invite-accepted": { title: "Invitation accepted", reader: "inviter" },
  "invite-declined": { title: "Invitation declined", reader: "inviter" },
  "invite-requested": { title: "A new link is asked for", reader: "inviter" },
  "invite-cancelled-inviter": { title: "Invitation withdrawn, to the inviter", reader: "inviter" },
  "invitations-expired": { title: "Invitations that ended unanswered", reader: "inviter" },
  "batch-finished": { title: "A list of people is done", reader: "inviter" },
  "ownership-offered": { title: "Ownership offered", reader: "member" },
};

/** The language of an account's letters, where none is named. */
export function localeOf({ profile }: Pick<AccountDoc, "profile">, locale?: TemplateLocale): TemplateLocale {
  return locale ?? languageOf(profile.locale);
}

/** One letter's words in one language: the account's own, and what goes out. */
export async function viewTemplate(
  account: Place,
  kind: EditableKind,
  locale: TemplateLocale,
  session?: ClientSession,
): Promise<TemplateView> {
  const own = await templates().findOne({ account: account._id, kind, locale }, session ? { session } : {});
  const above = await templatesOf(nearestFirst(account).slice(1), kind, locale);
  const chain = own ? [own, ...above] : above;
  const usual = usualWording(kind, locale);
  const effective = (part: "subject" | "introduction") => {
    const owner = nearest(chain, part);
    return { value: owner?.[part] ?? usual[part], ...sourceOf(account, owner?.account ?? null) };
  };
  return {
    kind,
    ...LETTERS[kind],
    locale,
    subject: own?.subject ?? null,
    introduction: own?.introduction ?? null,
    effective: { subject: effective("subject"), introduction: effective("introduction") },
    usual,
    variables: WORDING_VARIABLES[kind].map(({ name, meaning, example }) => ({ name, meaning, example })),
    version: own?.version ?? 0,
    updatedAt: own?.updatedAt.toISOString() ?? null,
    history: (own?.history ?? []).map(({ version, subject, introduction, by, at }) => ({
      version,
      subject,
      introduction,
      by: { type: by.type, id: by.id?.toHexString() ?? null, name: by.name },
      at: at.toISOString(),
    })),
  };
}

/** All letters that can be worded, in one language. */
export async function viewTemplates(account: Place, locale: TemplateLocale): Promise<TemplateSummary[]> {
  const found = await templates()
    .find({ account: { $in: nearestFirst(account) }, locale }, { projection: { history: 0 } })
    .toArray();
  const worded = ({ subject, introduction }: TemplateDoc) => subject !== null || introduction !== null;
  return EDITABLE_KINDS.map((kind) => {
    const ofKind = found.filter((template) => template.kind === kind);
    const own = ofKind.find((template) => template.account.equals(account._id));
    return {
      kind,
      ...LETTERS[kind],
      changed: own !== undefined && worded(own),
      inherited: ofKind.some((template) => template !== own && worded(template)),
      version: own?.version ?? 0,
      updatedAt: own?.updatedAt.toISOString() ?? null,
    };
  });
}
