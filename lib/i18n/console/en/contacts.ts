/** Contacts. */
export const contacts = {
  title: "Contacts",
  lead: "The businesses and people this account knows and may invite.",
};
