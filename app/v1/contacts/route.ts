import { createContact } from "@/lib/contacts/create";
import { ContactInput, ContactView } from "@/lib/contacts/schema";
import { route, routes } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route(
    {
      summary: "Add a contact",
      tag: "Contacts",
      permission: "contacts:manage",
      body: ContactInput,
      answer: ContactView,
      status: 201,
      codes: ["contact_exists", "invalid_email"],
    },
    ({ actor, body }) => createContact(actor, body),
  ),
});
