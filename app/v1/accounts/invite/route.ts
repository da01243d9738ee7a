import { keepList, LIST_MEDIA } from "@/lib/batches/incoming";
import { ContactList, ListQuery } from "@/lib/batches/options";
import { ListTaken, MOST_CONTACT_BYTES } from "@/lib/batches/schema";
import { takeList } from "@/lib/batches/upload";
import { withoutRepeats } from "@/lib/http/input";
import { route, routes } from "@/lib/http/route";
import { invite } from "@/lib/invitations/invite";
import { Invited, InviteInput } from "@/lib/invitations/schema";

const STATUS = { queued: 202, draft: 201, checked: 200 } as const;

const list = route(
  {
    summary: "Invite everybody in a list",
    limits: ["uploads"],
    query: ListQuery,
    body: ContactList,
    media: LIST_MEDIA,
    keep: keepList,
    maxBody: MOST_CONTACT_BYTES,
    answer: ListTaken,
    status: (answer) => STATUS[(answer as { status: keyof typeof STATUS }).status],
    statuses: [202, 201, 200],
    codes: [
      "account_not_active",
      "role_too_high",
      "redirect_not_allowed",
      "too_deep",
      "file_empty",
      "file_too_long",
      "too_many_columns",
      "row_too_long",
      "column_missing",
      "quoting_broken",
      "file_not_text",
    ],
  },
  async ({ actor, query, body, upload, headers }) => {
    const taken = await takeList(actor, upload ? { ...query, source: upload } : contactsOf(query, body));
    if (taken.status !== "checked") headers.set("location", `/v1/batches/${taken.batch.id}`);
    return taken;
  },
);

function contactsOf(query: ListQuery, { contactIds, ...options }: ContactList) {
  return { ...withoutRepeats(query, options), source: { contactIds } };
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "Invite a business to a sub-account, a person into an account, or everybody in a list",
      description:
        "One invitation as JSON. A list as CSV or NDJSON, as the body or as the field `file` of a form, or as JSON with `contactIds`: at most 100,000 rows and 25 MB. What is said of the whole list stands in the query or in the form's other fields. Lists are answered 202 once they are durable, 201 with `draft=true`, 200 with `dryRun=true`.",
      tag: "Invitations",
      permission: "invitations:create",
      limits: ["invitations"],
      body: InviteInput,
      bulk: { route: list, field: "contactIds" },
      answer: Invited,
      status: 201,
      codes: [
        "invitation_pending",
        "business_unavailable",
        "already_member",
        "account_not_active",
        "role_too_high",
        "invalid_email",
        "mail_suppressed",
        "contact_without_email",
        "redirect_not_allowed",
        "too_deep",
        "too_many_memberships",
      ],
    },
    ({ actor, body }) => invite(actor, body),
  ),
});
