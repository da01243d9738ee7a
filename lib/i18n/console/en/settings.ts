/** Settings. */
export const settings = {
  title: "Settings",
  lead: "How this account is run.",
};
