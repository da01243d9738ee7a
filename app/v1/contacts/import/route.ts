import { keepList, LIST_MEDIA } from "@/lib/batches/incoming";
import { ImportQuery } from "@/lib/batches/options";
import { importContacts } from "@/lib/contacts/import";
import { ContactsImported } from "@/lib/contacts/schema";
import { route, routes } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "Add everybody in a list to the contacts",
      description:
        "CSV or NDJSON, as the body or as the field `file` of a form: at most 100,000 rows and 25 MB. A contact of the same type, address and name is there only once; the row is skipped then, so that the same list can be sent again.",
      tag: "Contacts",
      permission: "contacts:manage",
      limits: ["uploads"],
      query: ImportQuery,
      media: LIST_MEDIA,
      keep: keepList,
      answer: ContactsImported,
      codes: [
        "account_not_active",
        "file_empty",
        "file_too_long",
        "too_many_columns",
        "row_too_long",
        "column_missing",
        "quoting_broken",
        "file_not_text",
      ],
    },
    async ({ actor, query, upload }) => {
      if (!upload) throw new Error("Such a body is kept");
      return importContacts(actor, { ...query, source: upload });
    },
  ),
});
