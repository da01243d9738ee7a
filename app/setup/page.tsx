import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SetupForm } from "@/app/setup/setup-form";
import { Letter, Prose } from "@/components/letter";
import { formWords } from "@/lib/i18n/form-words";
import { requestWords } from "@/lib/i18n/request";
import { isSetUp } from "@/lib/users/set-up";

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { words } = await requestWords();
  return { title: words.setup.title };
}

export default async function SetupPage({ searchParams }: Props) {
  if (await isSetUp()) redirect("/login");
  const { code } = await searchParams;
  const { locale, words } = await requestWords();
  const { common, setup } = words;
  const { codeHelp, accountName, accountHelp, submit } = setup;
  return (
    <Letter locale={locale} title={setup.title} privacy={{ summary: common.privacy, body: common.privacyBody }}>
      <Prose>{setup.lead}</Prose>
      <SetupForm
        words={{ ...formWords(words), code: setup.code, codeHelp, accountName, accountHelp, submit }}
        code={typeof code === "string" ? code.slice(0, 100) : ""}
      />
    </Letter>
  );
}
