/** A list as somebody would upload it, with some rows that cannot be invited, and what must become of it. */
export interface ListOfPeople {
  type: "user" | "business";
  csv: string;
  rows: number;
  /** Addresses of those that are to be invited, one each. */
  addresses: string[];
  skipped: number;
  failed: number;
}

const BAD_EACH = 97;
const DOUBLED_EACH = 101;

export function listOfPeople(type: ListOfPeople["type"], rows: number, name: string): ListOfPeople {
  const lines = [type === "business" ? "Email,First name,Last name,Company" : "Email,First name,Last name"];
  const list: ListOfPeople = { type, csv: "", rows, addresses: [], skipped: 0, failed: 0 };
  for (let row = 1; row <= rows; row += 1) {
    const person = `Ada,Nr ${row}${type === "business" ? `,"Bakery ${row}, Ltd"` : ""}`;
    const last = lines.at(-1) ?? "";
    if (row % BAD_EACH === 0) {
      lines.push(`nobody at ${name}-${row},${person}`);
      list.failed += 1;
    } else if (row % DOUBLED_EACH === 0 && last.includes("@")) {
      lines.push(last);
      list.skipped += 1;
    } else {
      const address = `${name}-${row}@company${row % 20}.example.com`;
      lines.push(`${address},${person}`);
      list.addresses.push(address);
    }
  }
  list.csv = `${lines.join("\n")}\n`;
  return list;
}
