import { unsubscribePage } from "@/lib/auth/unsubscribe-token";
import { claimsOf } from "@/lib/invitations/compose";
import { address } from "../../support/factories";
import { invitationDoc } from "../../support/invites";
import { invited, type Place, type Stage, signedOut } from "./stage";

/** Where the quiet link of an invitation's reminders leads. */
export async function stopLinkOf(url: string, invitationId: string): Promise<string> {
  return unsubscribePage(claimsOf(await invitationDoc(invitationId)), url);
}

export function unsubscribePlaces(stage: Stage): Place[] {
  const place = (name: string, link: () => Promise<string>, press = false): Place => ({
    name: `unsubscribe-${name}`,
    async go(page) {
      await signedOut(page);
      await page.goto(await link());
      if (!press) return;
      const { href } = new URL(page.url());
      await page.locator("main button[type=submit]").click();
      await page.locator("main button[type=submit]").waitFor({ state: "detached" });
      await page.goto(href);
    },
  });
  const link = async () => {
    const { id } = await invited(stage, { type: "user", email: address("ana.lima") });
    return stopLinkOf(stage.url, id);
  };
  return [
    place("open", link),
    place("done", link, true),
    place("invalid", async () => `${stage.url}/unsubscribe?token=cut-off`),
  ];
}
