import { randomUUID } from "node:crypto";
import type { Document } from "mongodb";
import { POST as accept } from "../../app/v1/accounts/accept-invite/route";
import { POST as invite } from "../../app/v1/accounts/invite/route";
import { database } from "../../lib/db/client";
import { allDocuments, inviteBody, newAddress, prepareFoyer } from "./seed";

/** What Foyer writes, by what it is written for. */
export type Templates = Record<"user" | "business" | "accept", { collection: string; document: Document }[]>;

/**
 * The bare application writes what Foyer writes: Foyer's own handlers are called once for each case, here, where no engine
 * touches what they wrote, and the documents that were not there before become the templates.
 */
export async function prepareBare(): Promise<Templates> {
  const { keys } = await prepareFoyer(1);
  const call = async (handler: typeof invite, path: string, body: Record<string, unknown>) => {
    const headers = {
      authorization: `Bearer ${keys[0]}`,
      "content-type": "application/json",
      "idempotency-key": randomUUID(),
    };
    const url = `http://127.0.0.1/v1/accounts/${path}`;
    const request = new Request(url, { method: "POST", headers, body: JSON.stringify(body) });
    const response = await handler(request, { params: Promise.resolve({}) });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${answer}`);
    return JSON.parse(answer) as { inviteUrl?: string };
  };
  const written = async (work: () => Promise<unknown>) => {
    const before = new Set((await allDocuments()).map(nameOf));
    await work();
    return (await allDocuments()).filter((entry) => !before.has(nameOf(entry)));
  };

  // The first one also makes what stays, such as the key's counter.
  const { inviteUrl } = await call(invite, "invite", { ...inviteBody("user", newAddress()), sendEmail: false });
  const token = new URL(inviteUrl ?? "").searchParams.get("token");
  const templates: Templates = {
    user: await written(() => call(invite, "invite", inviteBody("user", newAddress()))),
    business: await written(() => call(invite, "invite", inviteBody("business", newAddress()))),
    accept: await written(() => call(accept, "accept-invite", { token, password: randomUUID() })),
  };
  const kept = Object.entries(templates).map(([_id, documents]) => ({ _id, documents }));
  await database().collection<Document & { _id: string }>("bench_templates").insertMany(kept);
  return templates;
}

function nameOf({ collection, document }: Templates["user"][number]): string {
  return `${collection} ${String(document._id)}`;
}
