import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";
import { resendMany } from "@/lib/invitations/resend-many";
import { ResendManyInput, ResentMany } from "@/lib/invitations/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "Send all invitations again that match",
      description:
        'Takes the filters of the list, or up to 500 `invitationIds`, or `"all": true`; saying nothing is refused. Open invitations get a new link. With a `status` of `expired`, `declined` or `cancelled` those that ended so are made anew instead. A call handles at most 500, in the order of their ids, and has its effect once under its `Idempotency-Key`; while `nextCursor` is not null, call again with it as `cursor` (and a key of its own). The rules of a single re-send hold for each: whatever they refuse is counted in `reasons` and stops nothing. What is not yours to send, such as business invitations without `accounts:create`, is left out.',
      tag: "Invitations",
      permission: "invitations:create",
      limits: ["invitations"],
      params: IdParams,
      body: ResendManyInput,
      answer: ResentMany,
      codes: ["account_not_active"],
    },
    ({ actor, params, body: { all: _all, ...selection } }) => resendMany(actor, params.id, selection),
  ),
});
