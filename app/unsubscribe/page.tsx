import type { Metadata } from "next";
import { stopAction } from "@/app/unsubscribe/actions";
import { letterWords, linkOf } from "@/app/unsubscribe/stop-link";
import { Letter, Prose } from "@/components/letter";
import { PlainForm } from "@/components/ui/plain-form";

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

async function read(searchParams: Props["searchParams"]) {
  const query = await searchParams;
  const token = typeof query.token === "string" ? query.token : "";
  const link = await linkOf(token);
  return { token, link, ...(await letterWords(link)) };
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { link, words } = await read(searchParams);
  const { title, done, invalid } = words.unsubscribe;
  const says = { open: title(link.accountName), done: done.title(link.accountName), invalid: invalid.title };
  return { title: says[link.state] };
}

/** Where the quiet link of a reminder leads. Opening it changes nothing; only the button does. */
export default async function UnsubscribePage({ searchParams }: Props) {
  const { token, link, locale, words } = await read(searchParams);
  const { common, unsubscribe } = words;
  const { email, accountName: account } = link;
  const letter = { locale, privacy: { summary: common.privacy, body: common.privacyBody } };
  switch (link.state) {
    case "invalid":
      return (
        <Letter {...letter} state="split" title={unsubscribe.invalid.title}>
          <Prose>{unsubscribe.invalid.body}</Prose>
        </Letter>
      );
    case "done":
      return (
        <Letter {...letter} state="shut" title={unsubscribe.done.title(account)}>
          <Prose className="wrap-anywhere">{unsubscribe.done.body({ email, account })}</Prose>
        </Letter>
      );
    case "open":
      return (
        <Letter {...letter} title={unsubscribe.title(account)}>
          <div className="flex flex-col gap-3">
            <Prose className="wrap-anywhere">{unsubscribe.body({ email, account })}</Prose>
            <Prose>{unsubscribe.stays}</Prose>
          </div>
          <PlainForm
            action={stopAction}
            submit={unsubscribe.submit(account)}
            working={common.working}
            fields={{ token }}
          />
        </Letter>
      );
  }
}
