/** Accounts. */
export const accounts = {
  title: "Accounts",
  lead: "The accounts below this one, and who they answer to.",
};
