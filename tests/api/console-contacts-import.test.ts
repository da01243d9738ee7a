import { describe, expect, it } from "vitest";
import * as importRoute from "@/app/a/[accountId]/contacts/import/upload/route";
import { readSaid } from "@/lib/console/contacts-import-said";
import type { ContactsImported } from "@/lib/contacts/schema";
import { contacts } from "@/lib/db/client";
import { createMember, createTenant } from "../support/factories";
import { type ProblemBody, request } from "../support/request";

/** The form that imports contacts, as far as it does more than the API. */

const APP = "http://localhost:3000";
const plain = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
const FILE = "Company,Email,Plan\nBlue Kiosk,blue@kiosk.example,Basic\n,nobody@kiosk.example,Basic\nRed Kiosk,,Plus\n";

function send(id: string, cookie: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const form = new FormData();
  const { file = FILE, ...rest } = fields;
  for (const [name, value] of Object.entries({ type: "business", ...rest })) form.set(name, value);
  form.set("file", new File([file], "kiosks.csv", { type: "text/csv" }));
  return request<Imported>(importRoute.POST, "POST", `/a/${id}/contacts/import/upload`, {
    cookie,
    body: form,
    params: { accountId: id },
    headers: { accept: "application/json", ...headers },
  });
}

type Imported = Pick<ContactsImported, "counts"> & Pick<ProblemBody, "code">;

const ledTo = (answer: { headers: Headers }) => new URL(answer.headers.get("location") ?? APP);

describe("the form that imports contacts", () => {
  it("with a script checks first, reads columns otherwise if told so, and then imports", async () => {
    const acme = await createTenant();
    const checked = await send(acme.id, acme.cookie, { dryRun: "true" });
    expect([checked.status, checked.body.counts]).toEqual([200, { total: 3, created: 2, skipped: 0, failed: 1 }]);
    expect(await contacts().countDocuments({ account: acme.account._id })).toBe(0);
    const mapping = JSON.stringify({ "metadata.Plan": "Plan", email: null });
    await send(acme.id, acme.cookie, { dryRun: "false", mapping });
    const found = await contacts().find({ account: acme.account._id }).sort({ nameKey: 1 }).toArray();
    expect(found.map(({ name, email, metadata }) => [name, email, metadata])).toEqual([
      ["Blue Kiosk", null, { Plan: "Basic" }],
      ["Red Kiosk", null, { Plan: "Plus" }],
    ]);
  });

  it("without a script says how many were added, and which lines could not be", async () => {
    const acme = await createTenant();
    const answer = await send(acme.id, acme.cookie, {}, plain);
    const { pathname, searchParams } = ledTo(answer);
    expect([answer.status, pathname]).toEqual([303, `/a/${acme.id}/contacts/import`]);
    expect(readSaid((name) => searchParams.get(name) ?? "")).toEqual({ created: 2, skipped: 0, failed: 1, lines: [3] });
  });

  it("refused, says what is wrong and what had been chosen, and adds nothing", async () => {
    const acme = await createTenant();
    const { searchParams } = ledTo(await send(acme.id, acme.cookie, { type: "person", file: "A,B\n1,2\n" }, plain));
    expect(Object.fromEntries(searchParams)).toEqual({ refused: "column_missing", type: "person" });
    const { cookie } = await createMember(acme, "member");
    expect(ledTo(await send(acme.id, cookie, {}, plain)).searchParams.get("refused")).toBe("forbidden");
    const other = await createTenant();
    expect((await send(other.id, acme.cookie, {})).status).toBe(404);
    expect(await contacts().countDocuments({ account: { $in: [acme.account._id, other.account._id] } })).toBe(0);
  });
});
