import type { Invited } from "@/lib/invitations/schema";
import type { Tenant } from "../../support/factories";

/** What is done over the API, by key, by session or (empty) by nobody in particular, for journeys that begin after it. */
export async function callApi<Body>(
  url: string,
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  as: string,
  body?: unknown,
): Promise<Body> {
  const credential: Record<string, string> = {};
  if (as.startsWith("fyr_")) credential.authorization = `Bearer ${as}`;
  else if (as !== "") Object.assign(credential, { cookie: as, origin: new URL(url).origin });
  const response = await fetch(url, {
    method,
    headers: { ...credential, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
  return JSON.parse(text) as Body;
}

/** Invites over the API, as the tenant's owner. */
export function inviteAs(
  { id, cookie }: Pick<Tenant, "id" | "cookie">,
  url: string,
  fields: Record<string, unknown>,
): Promise<Invited> {
  return callApi<Invited>(`${url}/v1/accounts/invite`, "POST", cookie, { accountId: id, ...fields });
}
