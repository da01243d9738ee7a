import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { isMailView } from "@/components/console/mail-view";
import { pageAbove, SettingsNotActive, SettingsNotYours, SettingsPart } from "@/components/console/settings-part";
import { TemplateEditor } from "@/components/console/template-editor";
import { TemplateLanguages } from "@/components/console/template-languages";
import { previewMail } from "@/lib/branding/preview";
import { TemplateLocale } from "@/lib/branding/schema";
import { readTemplate } from "@/lib/branding/template";
import { readInheritedWords } from "@/lib/console/mails";
import { consoleWords } from "@/lib/i18n/console/words";
import { isRtl } from "@/lib/i18n/locales";
import { log } from "@/lib/log";
import { isEditable } from "@/lib/mail/wording";
import { openConsole } from "../../../gate";
import { wordMailAction } from "./actions";

const words = consoleWords().mails;
const { languages } = consoleWords().invite;

interface Props {
  params: Promise<{ accountId: string; kind: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { kind } = await params;
  return { title: words.kinds[kind]?.title ?? words.title };
}

/** The words of one mail in one language. */
export default async function MailPage({ params, searchParams }: Props) {
  const [{ accountId, kind }, query] = await Promise.all([params, searchParams]);
  const asked = TemplateLocale.safeParse(query.locale);
  const { actor, account, status, permissions, id, base } = await openConsole(
    accountId,
    `/settings/mails/${encodeURIComponent(kind)}${asked.success ? `?locale=${asked.data}` : ""}`,
  );
  if (!isEditable(kind)) notFound();
  if (!permissions.has("branding:update")) return <SettingsNotYours account={account.name} />;
  const title = words.kinds[kind]?.title ?? kind;
  if (status !== "active") {
    return (
      <SettingsPart title={title} named>
        <SettingsNotActive name={account.name} status={status} href={pageAbove(account)} />
      </SettingsPart>
    );
  }
  const template = await readTemplate(actor, id, kind, asked.data);
  const { locale } = template;
  const [inherited, preview] = await Promise.all([
    readInheritedWords(actor, id, kind, locale),
    previewMail(actor, id, { kind, locale }).catch((error: unknown) => {
      // The words can be changed without a picture of them.
      log.error("A preview could not be drawn", { error: String(error) });
      return null;
    }),
  ]);
  const here = `${base}/settings/mails/${kind}`;
  return (
    <>
      <p className="mt-6">
        <Link href={`${base}/settings/mails`} className="text-ink-muted hover:underline">
          {words.back}
        </Link>
      </p>
      <SettingsPart title={title} named lead={words.kinds[kind]?.when}>
        <TemplateLanguages here={here} chosen={locale} />
        <TemplateEditor
          here={here}
          locale={locale}
          language={languages[locale]}
          dir={isRtl(locale) ? "rtl" : "ltr"}
          version={template.version}
          texts={{ subject: template.subject ?? "", introduction: template.introduction ?? "" }}
          inherited={inherited}
          variables={template.variables}
          history={template.history.map(({ by, ...one }) => ({ ...one, by: by.name }))}
          preview={preview}
          view={isMailView(query.view) ? query.view : "html"}
          email={actor.email}
          action={wordMailAction.bind(null, accountId, kind, locale)}
        />
      </SettingsPart>
    </>
  );
}
