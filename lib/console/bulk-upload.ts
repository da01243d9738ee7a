import type { Actor } from "../auth/actor";
import type { KeptList } from "../batches/incoming";
import { takeList } from "../batches/upload";
import { env } from "../env";
import { AppError } from "../errors";

/** A list that comes from a page's form: into a draft, or back to the form. */

/** @returns the draft's id @throws AppError as takeList does */
export async function takeDraft(
  actor: Actor,
  input: { accountId: string; type: "business" | "user"; name?: string | undefined; source: KeptList | null },
): Promise<string> {
  const { accountId, type, name, source } = input;
  if (source === null) throw new AppError("invalid_request", "Send the list in the field file of a form.");
  const taken = await takeList(actor, { accountId, type, draft: true, source, ...(name ? { name } : {}) });
  if (!("batch" in taken)) throw new Error("A draft was asked for");
  return taken.batch.id;
}

export interface Refused {
  code?: string;
  line?: number;
  errors?: { path: string }[];
}

/** A choice that has not been made is no fault of a file. */
export function codeOf({ code, errors }: Refused): string {
  const unchosen = code === "invalid_request" && errors?.some(({ path }) => path === "file");
  return unchosen ? "missing" : (code ?? "failed");
}

/**
 * What a form without a script is led to: the new list, or its own page with what was refused in the address, and beside it
 * what else was typed.
 */
export async function backToForm(
  answer: Response,
  page: string,
  typed: ReadonlyMap<string, string>,
): Promise<Response> {
  const body = (await answer.json()) as Refused & { batch?: string };
  if (body.batch) return seeOther(`${page}/${body.batch}/columns`);
  const code = codeOf(body);
  if (code === "cross_site") return seeOther("/");
  if (code === "unauthenticated") return seeOther(`/login?callbackUrl=${encodeURIComponent(page)}`);
  if (code === "not_found") return seeOther(page);
  const search = new URLSearchParams({ refused: code });
  if (typeof body.line === "number") search.set("line", String(body.line));
  for (const field of ["type", "name"]) {
    const text = typed.get(field);
    if (text) search.set(field, text.slice(0, 200));
  }
  return seeOther(`${page}?${search}`);
}

export function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { location: env().appUrl + path, "cache-control": "no-store" } });
}
