/** Lists of people before they run: upload, columns, review. */
export const bulk = {
  title: "Bulk",
};
