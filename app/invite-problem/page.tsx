import type { Metadata } from "next";
import { currentInvite, inviteWords } from "@/app/accept-invite/current-invite";
import { ProblemLetter, REASONS, type Reason } from "@/app/invite-problem/problem-letter";
import { currentActor } from "@/lib/auth/session";

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { words } = await inviteWords(await currentInvite());
  return { title: words.problem.invalid.title };
}

/** Where a link leads that opens nothing any more. */
export default async function InviteProblemPage({ searchParams }: Props) {
  const { reason: given } = await searchParams;
  const asked: Reason = REASONS.find((known) => known === given) ?? "invalid";
  // The cookie may be an earlier link's: a link that is none of ours left none of its own.
  const [invite, actor] = await Promise.all([asked === "invalid" ? null : currentInvite(), currentActor()]);
  // What the record says now goes before what the address said when it was made.
  const reason = invite && invite.state !== "valid" && invite.state !== "invalid" ? invite.state : asked;
  const { locale, words } = await inviteWords(invite);
  return (
    <ProblemLetter
      reason={reason}
      invite={invite?.invitation ? invite : null}
      actor={actor}
      locale={locale}
      words={words}
    />
  );
}
