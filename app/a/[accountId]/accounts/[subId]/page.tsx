import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Status } from "@/components/arch";
import { AccountFacts } from "@/components/console/account-facts";
import { type Question, TurnAccount } from "@/components/console/account-forms";
import { AccountPath } from "@/components/console/account-path";
import { accountStatus } from "@/components/console/account-words";
import { SendAgain } from "@/components/console/invitation-forms";
import { count } from "@/components/console/invitation-words";
import { PageHeader, Section } from "@/components/console/page-header";
import { ButtonLink } from "@/components/ui/button";
import type { UserActor } from "@/lib/auth/actor";
import { type AccountPageModel, readAccountPage } from "@/lib/console/accounts-detail";
import { COUNTED } from "@/lib/console/counts";
import { AppError } from "@/lib/errors";
import { consoleWords } from "@/lib/i18n/console/words";
import { openConsole } from "../../gate";
import { sendAgainAction } from "../../invitations/actions";
import { turnAction } from "../actions";

const words = consoleWords().accounts;
const { again: sendAgain, againNew: inviteAgain } = consoleWords().invitation;

export const metadata: Metadata = { title: words.columns.name };

interface Props {
  params: Promise<{ accountId: string; subId: string }>;
}

type Console = Awaited<ReturnType<typeof openConsole>>;

/** One account below this one: how it stands, who it answers to, and what can be done about it from above. */
export default async function AccountPage({ params }: Props) {
  const { accountId, subId } = await params;
  const { actor, account: own, permissions, id, base } = await openConsole(accountId, `/accounts/${subId}`);
  if (!permissions.has("accounts:create")) {
    return <PageHeader title={words.notYours.title} lead={words.notYours.lead(own.name)} />;
  }
  const model = await read(actor, id, subId);
  const { account, parent, path, invitation } = model;
  const { state, word } = accountStatus(account.status);
  const there = `/a/${account.id}`;
  const opened = model.openedAt !== null;
  const steps = [
    { id: "accounts", name: words.title, href: `${base}/accounts` },
    ...path.map((step) => ({ ...step, href: `${base}/accounts/${step.id}` })),
  ];
  return (
    <>
      <AccountPath label={words.path} steps={steps} />
      <PageHeader
        title={account.name}
        lead={<Status state={state}>{word}</Status>}
        action={
          opened ? (
            <ButtonLink href={there} variant="door">
              {words.one.openIt(account.name)}
            </ButtonLink>
          ) : invitation && model.heldBy === null ? (
            <SendAgain
              id={invitation.id}
              main
              label={account.status === "invited" ? sendAgain : inviteAgain}
              action={sendAgainAction.bind(null, parent.id)}
            />
          ) : null
        }
      />
      <div className="mt-4 flex max-w-[68ch] flex-col gap-3">
        <p>{told(model)}</p>
        <div className="flex flex-wrap gap-2 empty:hidden">
          {invitation ? (
            <ButtonLink href={`/a/${parent.id}/invitations/${invitation.id}`}>{words.one.invitation}</ButtonLink>
          ) : null}
          {account.status === "active" ? (
            <ButtonLink href={`${there}/settings/owner`}>{words.one.editOwner}</ButtonLink>
          ) : null}
          {model.heldBy?.parent ? (
            <ButtonLink href={`/a/${model.heldBy.parent}/accounts/${model.heldBy.id}`}>
              {words.one.toHolder(model.heldBy.name)}
            </ButtonLink>
          ) : null}
        </div>
      </div>
      <Section title={words.one.facts}>
        <AccountFacts
          account={account}
          openedAt={model.openedAt}
          contact={model.contact && { name: model.contact.name, href: `/a/${parent.id}/contacts/${model.contact.id}` }}
          people={{
            name: words.one.peopleCount(count(model.people, COUNTED)),
            href: opened ? `${there}/people` : null,
          }}
          below={{
            name: words.one.belowCount(count(model.below, COUNTED)),
            href: model.below === 0 ? null : `${base}/accounts?under=${account.id}`,
          }}
        />
      </Section>
      {opened && permissions.has("accounts:suspend") ? (
        <Section title={words.suspend.title}>
          <div className="pt-4">
            <TurnAccount account={account.id} question={questionOf(model)} action={turnAction.bind(null, accountId)} />
          </div>
        </Section>
      ) : null}
    </>
  );
}

/** The status in a sentence. */
function told({ account, suspended, heldBy, invitation, openedAt }: AccountPageModel): string {
  const { told: say } = words.one;
  if (heldBy) return (suspended ? say.heldBoth : say.held)(account.name, heldBy.name);
  if (suspended) return say.suspended(account.name);
  if (openedAt !== null) return say.active(account.name);
  if (account.status === "invited") return say.invited(account.owner?.email ?? invitation?.email ?? "");
  return invitation ? say.lapsed(invitation.email) : say.lapsedPlain;
}

function questionOf({ account, suspended, heldBy, below }: AccountPageModel): Question {
  const { suspend, lift } = words;
  const many = below === 0 ? [] : [count(below, COUNTED)];
  if (!suspended) {
    const { people, below: held, invitations, kept } = suspend.effects;
    return {
      intent: "suspend",
      ask: suspend.ask(account.name),
      happens: suspend.happens(account.name),
      effects: [people, ...many.map(held), invitations, kept],
      yes: suspend.yes,
      keep: suspend.keep,
    };
  }
  const { people, below: freed, invitations, held } = lift.effects;
  return {
    intent: "lift",
    ask: lift.ask,
    happens: lift.happens(account.name),
    effects: heldBy ? [held(heldBy.name)] : [people, ...many.map(freed), invitations],
    yes: lift.yes,
    keep: lift.keep,
  };
}

async function read(actor: UserActor, id: Console["id"], subId: string): Promise<AccountPageModel> {
  try {
    return await readAccountPage(actor, id, subId);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
