import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MailReader } from "@/components/console/mail-reader";
import { MailboxFrame } from "@/components/console/mailbox-frame";
import { currentActor } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { consoleWords } from "@/lib/i18n/console/words";
import { getMailboxMail, listMailbox } from "@/lib/mail/mailbox";
import { reachedByLoopbackName } from "./reader";

const words = consoleWords().mailbox;

export const metadata: Metadata = { title: words.title };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function MailboxPage({ searchParams }: Props) {
  const query = await searchParams;
  const text = (name: string) => (typeof query[name] === "string" ? query[name] : undefined);
  const actor = await currentActor();
  if (actor === null && !(await reachedByLoopbackName())) notFound();
  const cursor = text("cursor") ?? null;
  const chosen = text("mail");
  const [{ data, nextCursor }, mail] = await Promise.all([
    orNotFound(listMailbox(actor, { cursor })),
    chosen === undefined ? null : orNull(getMailboxMail(actor, chosen)),
  ]);
  return (
    <MailboxFrame
      mails={data.map(({ id, to, subject, at }) => ({ id, to: to.email, subject, at: at.toISOString() }))}
      chosen={chosen ?? null}
      cursor={cursor}
      nextCursor={nextCursor}
      signedIn={actor !== null}
    >
      {mail ? (
        <MailReader
          mail={{
            id: mail.id,
            subject: mail.subject,
            from: mail.from,
            to: mail.to.name && mail.to.name !== mail.to.email ? `${mail.to.name} <${mail.to.email}>` : mail.to.email,
            at: mail.at.toISOString(),
            locale: mail.locale,
            html: mail.html,
            text: mail.text,
            link: mail.link,
          }}
          view={text("view") === "text" ? "text" : "html"}
          cursor={cursor}
        />
      ) : chosen === undefined ? null : (
        <p className="text-ink-muted">{words.gone}</p>
      )}
    </MailboxFrame>
  );
}

/** For who may not read it, there is no such page. */
async function orNotFound<T>(read: Promise<T>): Promise<T> {
  return (await orNull(read)) ?? notFound();
}

async function orNull<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
}
