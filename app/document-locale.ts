import { currentInvite } from "@/app/accept-invite/current-invite";
import { type Locale, toLocale } from "@/lib/i18n/locales";
import { requestLocale } from "@/lib/i18n/request";

/** What a signed-in person sees is in English so far, whatever their browser asks for. */
const CONSOLE = /^\/(a|mailbox|docs)(\/|$)/;
const INVITATION = /^\/(accept-invite|invite-problem)(\/|$)/;

/** The language the page at this path is written in: an invitation's own, else the reader's. */
export async function documentLocale(path: string): Promise<Locale> {
  if (CONSOLE.test(path)) return "en";
  if (INVITATION.test(path)) {
    // The layout also surrounds the page that says the database is away, so it must not fail with it.
    const invite = await currentInvite().catch(() => null);
    if (invite?.invitation) return toLocale(invite.invitation.locale);
  }
  return requestLocale();
}
