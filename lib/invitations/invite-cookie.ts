import { env } from "../env";

/** The cookie that carries an invite token from the link to the one page that needs it. */
export const INVITE_COOKIE = "foyer_invite";
const DAY_SECONDS = 86_400;

export function inviteCookie(token: string, path: string): string {
  const secure = env().appUrl.startsWith("https:") ? "; Secure" : "";
  return `${INVITE_COOKIE}=${token}; Path=${path}; Max-Age=${DAY_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
}
