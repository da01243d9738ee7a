import type { Invited } from "@/lib/invitations/schema";
import type { Tenant } from "../../support/factories";

/** What programs do over the API, for journeys that begin after it. */
export async function callApi<Body>(
  url: string,
  method: "GET" | "POST" | "DELETE",
  key: string,
  body?: unknown,
): Promise<Body> {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
  return JSON.parse(text) as Body;
}

/** Invites over the API, as the tenant's key. */
export function inviteAs({ key }: Pick<Tenant, "key">, url: string, fields: Record<string, unknown>): Promise<Invited> {
  return callApi<Invited>(`${url}/v1/accounts/invite`, "POST", key, fields);
}
