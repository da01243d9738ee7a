import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";
import { cancelMany } from "@/lib/invitations/cancel-many";
import { CancelledMany, CancelManyInput } from "@/lib/invitations/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "Withdraw all open invitations that match",
      description:
        'Takes the filters of the list, or up to 500 `invitationIds`, or `"all": true`; saying nothing is refused. Links open nothing any more, and mail that waits is not sent. Who may have the link already is told, unless `notify` is false; whoever invited is not mailed for each. A call handles at most 500, in the order of their ids, and has its effect once under its `Idempotency-Key`; while `nextCursor` is not null, call again with it as `cursor`. What is not yours to withdraw, such as business invitations without `accounts:create`, is left out.',
      tag: "Invitations",
      permission: "invitations:cancel",
      params: IdParams,
      body: CancelManyInput,
      answer: CancelledMany,
    },
    ({ actor, params, body: { all: _all, notify, ...selection } }) =>
      cancelMany(actor, params.id, selection, { notify }),
  ),
});
