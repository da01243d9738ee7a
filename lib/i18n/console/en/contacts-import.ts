const number = new Intl.NumberFormat("en-GB");
const n = (count: number) => number.format(count);
const contacts = (count: number) => (count === 1 ? "1 contact" : `${n(count)} contacts`);

/** Contacts from a file. */
export const contactsImport = {
  link: "Import",
  title: "Import contacts",
  lead: "From a CSV file. Nobody is told; invite them whenever you are ready.",
  type: "What they are",
  choices: {
    business: { title: "Businesses", help: "Each may open an account under its own name" },
    person: { title: "People", help: "Each may open an account in their own name" },
  },
  check: "Check the file",
  checking: "Checking …",
  again: "Check again",
  submit: (count: number) => `Import ${contacts(count)}`,
  plain: "Import",
  importing: "Importing …",
  would: (count: number) => `${contacts(count)} will be added.`,
  known: (count: number) =>
    count === 1
      ? "1 is a contact already and stays as it is."
      : `${n(count)} are contacts already and stay as they are.`,
  look: (count: number) => (count === 1 ? "1 row cannot be used." : `${n(count)} rows cannot be used.`),
  none: "None of the rows can be added.",
  lookTitle: "Rows that cannot be used",
  first: (shown: number, all: number) => `The first ${n(shown)} of ${n(all)}.`,
  lines: (lines: string[], more: boolean) =>
    lines.length === 1
      ? `See line ${lines[0]} of the file.`
      : `See lines ${lines.join(", ")}${more ? " and more" : ""} of the file.`,
  columnMissing: {
    business:
      "No column of this file looks like names of businesses. Say which one it is, or call it “Company” in the first line.",
    person:
      "No column of this file looks like names or e-mail addresses. Say which one it is, or call it “Name” or “Email” in the first line.",
  },
  line: (line: string) => `Line ${line}`,
  columns: "How the columns are read",
  added: (count: number) => `${contacts(count)} ${count === 1 ? "was" : "were"} added.`,
  see: "See the contacts",
  another: "Import another file",
};
