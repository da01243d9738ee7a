import type { ContactsImported } from "../contacts/schema";
import { codeOf, type Refused, seeOther } from "./bulk-upload";
import { MOST_LINES } from "./contacts-import-said";

/**
 * What a form without a script is led to: its page, with how many contacts were added, and the lines of those that could not
 * be, or with what was refused.
 */
export async function backToImport(
  answer: Response,
  page: string,
  typed: ReadonlyMap<string, string> | undefined,
): Promise<Response> {
  const body = (await answer.json()) as Refused & Partial<ContactsImported>;
  if (body.counts && body.rows) {
    const { created, skipped, failed } = body.counts;
    const lines = body.rows.flatMap(({ status, line }) => (status === "failed" ? [line] : [])).slice(0, MOST_LINES);
    const search = new URLSearchParams({ created: `${created}`, skipped: `${skipped}`, failed: `${failed}` });
    if (lines.length > 0) search.set("lines", lines.join("-"));
    return seeOther(`${page}?${search}`);
  }
  const code = codeOf(body);
  if (code === "cross_site") return seeOther("/");
  if (code === "unauthenticated") return seeOther(`/login?callbackUrl=${encodeURIComponent(page)}`);
  if (code === "not_found") return seeOther(page);
  const search = new URLSearchParams({ refused: code, type: typed?.get("type") === "person" ? "person" : "business" });
  if (body.line) search.set("line", String(body.line));
  return seeOther(`${page}?${search}`);
}
