import { headers } from "next/headers";
import { redirect } from "next/navigation";

/**
 * Goes on to a path of this site after a form. To a script Next answers with the page that it redirects to, drawn with the
 * cookies of the form's own page; one with cookies of its own, as an invitation has, must be asked for by the browser itself.
 * @returns what tells the form (components/ui/action-form.tsx) to do so
 */
export async function goOn(path: string): Promise<{ data: { goTo: string } }> {
  const byScript = (await headers()).has("next-action");
  if (!byScript || !path.startsWith("/accept-invite/")) redirect(path);
  return { data: { goTo: path } };
}
