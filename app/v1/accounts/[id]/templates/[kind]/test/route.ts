import { KindParams, TestQueued, TestTemplateInput } from "@/lib/branding/schema";
import { sendTemplateTest } from "@/lib/branding/send-test";
import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "Mail yourself a test of a letter",
      description:
        "With made-up people, to your own address and no other; a key mails the owner of its account. `subject` and `introduction` try out words that are not kept. At most ten in ten minutes.",
      tag: "Branding",
      permission: "branding:update",
      params: IdParams.extend(KindParams),
      body: TestTemplateInput,
      answer: TestQueued,
      status: 202,
      codes: ["account_not_active", "wording_invalid", "mail_suppressed"],
    },
    ({ actor, params, body }) => sendTemplateTest(actor, params.id, params.kind, body),
  ),
});
