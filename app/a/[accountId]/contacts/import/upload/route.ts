import { z } from "zod";
import { keepList, LIST_MEDIA, readTexts } from "@/lib/batches/incoming";
import { ImportQuery } from "@/lib/batches/options";
import { backToImport } from "@/lib/console/contacts-import";
import { importContacts } from "@/lib/contacts/import";
import { ContactsImported } from "@/lib/contacts/schema";
import { AppError } from "@/lib/errors";
import { route, routes } from "@/lib/http/route";
import type { RouteContext } from "@/lib/http/run";
import { Id } from "@/lib/http/schemas";

/** What was chosen beside a file that was refused, for a form without a script. */
const typed = new WeakMap<Request, ReadonlyMap<string, string>>();

const handlers = routes({
  POST: route(
    {
      summary: "Contacts as a browser's form sends them",
      params: z.strictObject({ accountId: Id }),
      query: ImportQuery.omit({ accountId: true }),
      media: LIST_MEDIA,
      keep: (request) => {
        const texts = new Map<string, string>();
        typed.set(request, texts);
        return keepList(request, texts);
      },
      limits: ["uploads"],
      answer: ContactsImported,
      codes: ["account_not_active"],
    },
    ({ actor, params, query, upload }) => {
      if (upload === null) throw new AppError("invalid_request", "Send the list in the field file of a form.");
      return importContacts(actor, { ...query, accountId: params.accountId.toHexString(), source: upload });
    },
  ),
});

export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = handlers;

/** A script gets JSON; a form without one is led back to its page, which says what came of it. */
export async function POST(request: Request, context: RouteContext): Promise<Response> {
  const answer = await handlers.POST(request, context);
  if (!request.headers.get("accept")?.includes("text/html")) return answer;
  const { accountId } = await context.params;
  return backToImport(answer, `/a/${accountId}/contacts/import`, typed.get(request) ?? (await readTexts(request)));
}
