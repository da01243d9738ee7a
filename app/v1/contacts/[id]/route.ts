import { changeContact } from "@/lib/contacts/change";
import { deleteContact } from "@/lib/contacts/delete";
import { getContact } from "@/lib/contacts/get";
import { ContactChange, ContactView } from "@/lib/contacts/schema";
import { route, routes } from "@/lib/http/route";
import { IdParams } from "@/lib/http/schemas";
import { etagOf, expectedVersions } from "@/lib/http/versions";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route(
    {
      summary: "Read a contact",
      description: "`ETag` is the version, for `If-Match`.",
      tag: "Contacts",
      permission: "contacts:manage",
      params: IdParams,
      answer: ContactView,
    },
    async ({ actor, params, headers }) => {
      const contact = await getContact(actor, params.id);
      headers.set("etag", etagOf(contact.version));
      return contact;
    },
  ),
  PATCH: route(
    {
      summary: "Change a contact",
      description:
        "What is left out stays; null takes away what may be missing. The sub-account that it became keeps its own name, phone and address. With `If-Match` only where nobody else changed the contact since it was read.",
      tag: "Contacts",
      permission: "contacts:manage",
      params: IdParams,
      body: ContactChange,
      answer: ContactView,
      codes: ["contact_exists", "contact_in_use", "invalid_email", "account_not_active", "version_mismatch"],
    },
    async ({ actor, params, body, request, headers }) => {
      const contact = await changeContact(actor, params.id, body, { expected: expectedVersions(request.headers) });
      headers.set("etag", etagOf(contact.version));
      return contact;
    },
  ),
  DELETE: route(
    {
      summary: "Delete a contact",
      description: "Not while its sub-account is invited, active or suspended.",
      tag: "Contacts",
      permission: "contacts:manage",
      params: IdParams,
      answer: null,
      codes: ["contact_in_use", "account_not_active", "version_mismatch"],
    },
    ({ actor, params, request }) => deleteContact(actor, params.id, { expected: expectedVersions(request.headers) }),
  ),
});
