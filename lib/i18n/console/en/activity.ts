/** Activity. */
export const activity = {
  title: "Activity",
  lead: "What happened here: who did it, when, and from where.",
};
