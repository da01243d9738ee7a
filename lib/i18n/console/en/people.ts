/** People. */
export const people = {
  title: "People",
  lead: "Who belongs to this account, and what each may do.",
};
