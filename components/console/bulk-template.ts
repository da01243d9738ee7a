/** Customers who open an account each, and colleagues who join one. */
export const BULK_TYPES = ["business", "user"] as const;

const HEADERS = {
  business: ["email", "firstName", "lastName", "businessName", "phone", "website", "externalId"],
  user: ["email", "firstName", "lastName", "role", "externalId"],
};

/** A list with nothing but headers, which need no file on the server. Spreadsheets see by its first mark that it is UTF-8. */
export function templateHref(type: (typeof BULK_TYPES)[number]): string {
  return `data:text/csv;charset=utf-8,${encodeURIComponent(`\uFEFF${HEADERS[type].join(",")}\r\n`)}`;
}
