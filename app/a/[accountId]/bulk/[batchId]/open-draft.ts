import { notFound, redirect } from "next/navigation";
import { readDraft } from "@/lib/console/bulk";
import { parseId } from "@/lib/db/ids";
import { openConsole } from "../../gate";

/** For the top of a page of a list that has not run: one that has started leads to its run, a foreign one is a 404. */
export async function openDraft(accountId: string, batchId: string, path: string) {
  const place = await openConsole(accountId, `/bulk/${batchId}${path}`);
  if (!place.permissions.has("invitations:read")) redirect(`${place.base}/bulk`);
  const id = parseId(batchId);
  const draft = id === null ? null : await readDraft(place.actor, place.id, id);
  if (id === null || draft === null) notFound();
  const page = `${place.base}/bulk/${draft.list.id}`;
  if (draft.list.status !== "draft") redirect(page);
  return { ...place, ...draft, batchId: id, page };
}
