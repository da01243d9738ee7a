import { redirect } from "next/navigation";
import { signOutAction } from "@/app/a/[accountId]/actions";
import { Letter, Prose } from "@/components/letter";
import { SubmitButton } from "@/components/ui/submit-button";
import { currentActor } from "@/lib/auth/session";
import { requestWords } from "@/lib/i18n/request";
import { lastAccount } from "@/lib/users/last-account";
import { isSetUp } from "@/lib/users/set-up";

/** Leads on: to the account last used, to signing in, or to setting up. */
export default async function StartPage() {
  const actor = await currentActor();
  if (!actor) redirect((await isSetUp()) ? "/login" : "/setup");
  const account = await lastAccount(actor);
  if (account) redirect(`/a/${account}`);
  const { locale, words } = await requestWords();
  const { common, noAccount } = words;
  return (
    <Letter
      locale={locale}
      state="shut"
      title={noAccount.title}
      privacy={{ summary: common.privacy, body: common.privacyBody }}
    >
      <Prose>{noAccount.body}</Prose>
      <form action={signOutAction}>
        <SubmitButton size="lg" variant="line" pendingWord={common.working}>
          {noAccount.signOut}
        </SubmitButton>
      </form>
    </Letter>
  );
}
