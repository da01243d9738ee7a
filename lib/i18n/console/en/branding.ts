/** Branding and the wording of mails. */
export const branding = {
  title: "Branding",
};
