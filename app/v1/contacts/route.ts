import { z } from "zod";
import { createContact } from "@/lib/contacts/create";
import { listContacts } from "@/lib/contacts/list";
import { ContactFilters, ContactInput, ContactPage, ContactView } from "@/lib/contacts/schema";
import { route, routes } from "@/lib/http/route";
import { pageFields } from "@/lib/http/schemas";
import { etagOf } from "@/lib/http/versions";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    {
      summary: "List an account's contacts, newest first",
      description:
        "With `q` in the order of what matched. With several filters a page may hold fewer than `limit`, or none, while `nextCursor` is there: go on until it is null.",
      tag: "Contacts",
      permission: "contacts:manage",
      query: z.strictObject({ ...pageFields, ...ContactFilters, accountId: z.string().min(1).max(100).optional() }),
      answer: ContactPage,
    },
    ({ actor, query }) => listContacts(actor, query),
  ),
  POST: route(
    {
      summary: "Add a contact",
      tag: "Contacts",
      permission: "contacts:manage",
      body: ContactInput,
      answer: ContactView,
      status: 201,
      codes: ["contact_exists", "invalid_email", "account_not_active"],
    },
    async ({ actor, body, headers }) => {
      const contact = await createContact(actor, body);
      headers.set("etag", etagOf(contact.version));
      return contact;
    },
  ),
});
