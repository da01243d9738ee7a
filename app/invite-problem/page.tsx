import type { Metadata } from "next";
import { currentInvite, inviteWords } from "@/app/accept-invite/current-invite";
import { ProblemLetter, REASONS, type Reason, sayProblem } from "@/app/invite-problem/problem-letter";
import { currentActor } from "@/lib/auth/session";

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

async function readProblem(searchParams: Props["searchParams"]) {
  const { reason: given } = await searchParams;
  const asked: Reason = REASONS.find((known) => known === given) ?? "invalid";
  // The cookie may be an earlier link's: a link that is none of ours left none of its own.
  const found = asked === "invalid" ? null : await currentInvite();
  const invite = found?.invitation ? found : null;
  // What the record says now goes before what the address said when it was made.
  const reason: Reason = invite && invite.state !== "valid" ? invite.state : asked;
  return { reason, invite, ...(await inviteWords(invite)) };
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: sayProblem(await readProblem(searchParams)).title };
}

/** Where a link leads that opens nothing any more. */
export default async function InviteProblemPage({ searchParams }: Props) {
  const [problem, actor] = await Promise.all([readProblem(searchParams), currentActor()]);
  return <ProblemLetter {...problem} actor={actor} />;
}
