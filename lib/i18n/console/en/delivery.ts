/** Addresses that are not written to any more, and why. */
export const delivery = {
  title: "Stopped addresses",
};
