import { request as send } from "node:http";
import type { Page } from "@playwright/test";
import { contacts } from "@/lib/db/client";
import { createContact, type Tenant } from "../support/factories";
import { expect, test, titleOf } from "./support/fixtures";

/** A form with a valid session has to come from our own pages, whatever hosts the request names. */

test.use({ javaScriptEnabled: false });

interface Form {
  type: string;
  body: Uint8Array;
}

/** The contact's form as a browser without a script would send it, with another phone number in it. */
async function filled(page: Page, phone: string): Promise<Form> {
  const form = page.locator("form", { has: page.getByRole("button", { name: "Save", exact: true }) });
  const fields = await form.evaluate((node) =>
    [...new FormData(node as HTMLFormElement)].map(([name, value]): [string, string] => [name, String(value)]),
  );
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, name === "phone" ? phone : value);
  const encoded = new Response(data);
  return { type: encoded.headers.get("content-type") ?? "", body: new Uint8Array(await encoded.arrayBuffer()) };
}

/** By hand, because neither browsers nor fetch let a caller choose these headers. */
function post(
  url: string,
  { cookie }: Pick<Tenant, "cookie">,
  { type, body }: Form,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const head = { cookie, "content-type": type, "content-length": body.length, accept: "text/html", ...headers };
    const sent = send(url, { method: "POST", headers: head }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    sent.on("error", reject).end(body);
  });
}

const EVIL = "https://evil.example";

test("a contact's form is taken from our own pages alone", async ({ page, house, tenant, signInAs }) => {
  const { _id: id } = await createContact(tenant, { name: "Harbour Guesthouse" });
  const url = `${house.url}/a/${tenant.id}/contacts/${id.toHexString()}`;
  const phone = async () => (await contacts().findOne({ _id: id }))?.phone ?? null;
  await signInAs(tenant.owner);
  const before = await phone();
  await page.goto(url);
  await expect(titleOf(page)).toHaveText("Harbour Guesthouse");
  const foreign = await filled(page, "+47 66 66 66 66");
  const refusals: Record<string, string>[] = [
    { origin: EVIL },
    { origin: EVIL, "x-forwarded-host": "evil.example" },
    { origin: EVIL, host: "evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    {},
  ];
  for (const headers of refusals) {
    const { status, text } = await post(url, tenant, foreign, headers);
    expect([headers, status]).toEqual([headers, 403]);
    expect(text).toContain(`This form was not sent from ${house.url}, so nothing was changed.`);
  }
  const byScript = {
    origin: EVIL,
    "x-forwarded-host": "evil.example",
    "next-action": "7f",
    accept: "text/x-component",
  };
  const refused = await post(url, tenant, foreign, byScript);
  expect([refused.status, JSON.parse(refused.text).code]).toEqual([403, "cross_site"]);
  expect(await phone()).toBe(before);

  const accepted: Record<string, string>[] = [
    { origin: house.url },
    { origin: house.url, host: "10.0.0.7:8080" },
    { origin: house.url, "x-forwarded-host": "evil.example" },
    { origin: "null", "sec-fetch-site": "same-origin" },
    { "sec-fetch-site": "same-origin", host: "10.0.0.7:8080" },
  ];
  for (const [at, headers] of accepted.entries()) {
    await page.goto(url);
    const { status, text } = await post(url, tenant, await filled(page, `+47 22 00 00 0${at}`), headers);
    expect([headers, status]).toEqual([headers, 200]);
    expect(text).toContain("Harbour Guesthouse was saved.");
    expect(await phone()).toBe(`+47 22 00 00 0${at}`);
  }
});
