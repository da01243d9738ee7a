/** Lists of people that run or have run, and all of them. */
export const bulkRun = {
  title: "Lists",
};
