import type { ObjectId } from "mongodb";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Status } from "@/components/arch";
import { Facts } from "@/components/console/facts";
import { CancelInvitation, MoveInvitation, SendAgain } from "@/components/console/invitation-forms";
import { nameOf, statusOf, waysFor } from "@/components/console/invitation-words";
import { PageHeader, Section } from "@/components/console/page-header";
import { Story } from "@/components/console/story";
import type { UserActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/permissions";
import { listOf } from "@/lib/console/run";
import { parseId } from "@/lib/db/ids";
import { AppError } from "@/lib/errors";
import { consoleWords } from "@/lib/i18n/console/words";
import { getInvitation } from "@/lib/invitations/list";
import type { InvitationDetail } from "@/lib/invitations/schema";
import { openConsole } from "../../gate";
import { cancelAction, moveAction, sendAgainAction } from "../actions";

const words = consoleWords().invitation;
const frame = consoleWords().frame;

interface Props {
  params: Promise<{ accountId: string; invitationId: string }>;
}

export const metadata: Metadata = { title: frame.invitation };

export default async function InvitationPage({ params }: Props) {
  const { accountId, invitationId } = await params;
  const { actor, account, permissions, id, base } = await openConsole(accountId, `/invitations/${invitationId}`);
  if (!permissions.has("invitations:read")) {
    return <PageHeader title={frame.notYours.title} lead={frame.notYours.lead(account.name)} />;
  }
  const one = await read(actor, invitationId);
  // An invitation is shown in the account that made it, and in the one it opened.
  const here = id.toHexString();
  const scope = one.type === "business" ? one.parent : one.account.id;
  if (scope !== here && one.account.id !== here) notFound();

  const name = nameOf(one);
  const { state, word } = statusOf(one);
  const ways = waysFor(one, here, {
    createAccounts: permissions.has("accounts:create"),
    createInvitations: permissions.has("invitations:create"),
    cancelInvitations: permissions.has("invitations:cancel"),
  });
  const pending = one.status === "pending";
  const title = one.type === "business" ? words.toOpen(name, one.account.name) : words.toJoin(name, one.account.name);
  const stuck = state === "split";
  const mailed = one.delivery.status !== "none";
  const mendable = stuck && one.delivery.status !== "complained";
  const move = { base, id: one.id, email: one.email, action: moveAction.bind(null, accountId) };
  return (
    <>
      <PageHeader
        title={title}
        back={{ href: `${base}/invitations`, label: frame.invitations }}
        lead={<Status state={state}>{word}</Status>}
        action={
          ways.again ? (
            <SendAgain
              id={one.id}
              main={!stuck}
              remind={ways.remind}
              label={pending ? words.again : words.againNew}
              action={sendAgainAction.bind(null, accountId)}
            />
          ) : null
        }
      />
      <div
        id={mendable ? "move" : undefined}
        className={stuck ? "mt-6 scroll-mt-16 border-s-2 border-failed ps-4" : "mt-6 empty:hidden"}
      >
        {stuck ? <p className="mb-4 max-w-[68ch] wrap-anywhere last:mb-0">{troubleOf(one, name)}</p> : null}
        {/* Once the address is corrected, what came of it is still said here. */}
        {ways.again ? <MoveInvitation {...move} help={words.move.way} main shown={mendable} /> : null}
      </div>
      <div className="mt-8 grid gap-x-12 gap-y-8 md:grid-cols-[minmax(0,1fr)_minmax(280px,360px)]">
        <Story invitation={one} />
        <Facts invitation={one} accountHref={await opened(actor, one, here)} from={await cameFrom(base, id, one)} />
      </div>
      {ways.again && !mendable ? (
        <div id="move" className="scroll-mt-16">
          <Section title={words.move.title}>
            <div className="pt-4">
              <MoveInvitation
                {...move}
                help={pending ? words.move.lead(one.email) : words.move.leadEnded}
                main={false}
              />
            </div>
          </Section>
        </div>
      ) : null}
      {ways.cancel ? (
        <div id="cancel" className="mt-8 scroll-mt-16 border-t border-line pt-4">
          <CancelInvitation
            id={one.id}
            lead={mailed ? words.cancel.lead(name) : words.cancel.leadQuiet(name)}
            action={cancelAction.bind(null, accountId)}
          />
        </div>
      ) : null}
    </>
  );
}

async function read(actor: UserActor, invitationId: string): Promise<InvitationDetail> {
  const id = parseId(invitationId);
  if (id === null) notFound();
  try {
    return await getInvitation(actor, id);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}

/** What became of its mail, in a sentence, with what is known of why. */
function troubleOf(one: InvitationDetail, name: string): string {
  const { status, error } = one.delivery;
  const told = error?.includes(one.email) ? error : [words.move.trouble[status]?.(one.email), error].join(" ").trim();
  return status === "complained" ? `${told} ${words.unwanted(name)}` : told;
}

/** The list it came from, and the line there; as it is seen from the account that had the list. */
async function cameFrom(base: string, accountId: ObjectId, one: InvitationDetail) {
  const list = await listOf(accountId, one);
  return list && { href: `${base}/bulk/${list.id}`, name: list.name, line: list.line };
}

/** The account's own page, where it is another than this one and can be opened by now. */
async function opened(actor: UserActor, one: InvitationDetail, here: string): Promise<string | null> {
  const id = parseId(one.account.id);
  if (one.account.id === here || one.status !== "accepted" || id === null) return null;
  try {
    await authorize(actor, id, "read");
    return `/a/${one.account.id}`;
  } catch {
    return null;
  }
}
