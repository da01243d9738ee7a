import { describe, expect, it } from "vitest";
import { GET } from "@/app/a/[accountId]/activity/export.csv/route";
import { userActor } from "@/lib/auth/session";
import { events } from "@/lib/db/client";
import { newIdAt } from "@/lib/db/ids";
import { exportEvents } from "@/lib/events/export";
import {
  createContact,
  createKey,
  createMember,
  createSubAccount,
  createTenant,
  type Tenant,
} from "../support/factories";
import { invited } from "../support/invites";
import { request } from "../support/request";

const download = (tenant: Pick<Tenant, "id">, cookie: string, search = "") =>
  request(GET, "GET", `/a/${tenant.id}/activity/export.csv${search}`, { cookie, params: { accountId: tenant.id } });

/** As RFC 4180 has it. */
function parse(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
    if (end === "\r\n") rows.push([]);
    if (end === "") break;
  }
  const [header = [], ...body] = rows.slice(0, -1);
  return body.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? "missing"])));
}

async function addEvents(tenant: Tenant, count: number): Promise<void> {
  const sample = await events().findOne({ account: tenant.account._id });
  if (!sample) throw new Error("A tenant begins with an event");
  const many = Array.from({ length: count }, () => ({ ...sample, _id: newIdAt(new Date()), createdAt: new Date() }));
  await events().insertMany(many);
}

describe("GET /a/:id/activity/export.csv", () => {
  it("what the page shows, with names, in a file named after the account and the day", async () => {
    const acme = await createTenant({ name: "Café “Ñandú”, 東京" });
    const sub = await createSubAccount(acme, { name: "Lima Bakery" });
    const { invitation } = await invited(sub, { firstName: "Ana", lastName: "Lima" });
    const answer = await download(acme, acme.cookie, "?kind=invitations");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const day = new Date().toISOString().slice(0, 10);
    expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="activity-cafe-nandu-${day}.csv"`);
    expect(parse(answer.text)).toEqual([
      {
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        type: "invitation.created",
        actor: "tests",
        actorType: "api_key",
        actorId: expect.stringMatching(/^[0-9a-f]{24}$/),
        account: "Lima Bakery",
        accountId: sub.id,
        subjectType: "invitation",
        subjectId: invitation.id,
        subject: "Ana Lima",
        detail: "",
        ip: expect.stringMatching(/^10\./),
      },
    ]);
  });

  it("names that begin as a formula are shown, not run; quotes, commas and lines stay what they are", async () => {
    const acme = await createTenant({ name: "=cmd|'/c calc'!A1" });
    const contact = await createContact(acme, { name: '+1 "Lima", Bakery' });
    await events().insertOne({
      _id: newIdAt(new Date()),
      type: "contact.updated",
      account: acme.account._id,
      accounts: [acme.account._id],
      actor: { type: "user", id: acme.owner._id, name: "@rui" },
      subject: { type: "contact", id: contact._id },
      detail: { fields: "name, phone", note: "two\nlines" },
      ip: null,
      createdAt: new Date(),
    });
    const [row] = parse((await download(acme, acme.cookie, "?kind=contacts")).text);
    expect(row).toMatchObject({
      actor: "'@rui",
      account: "'=cmd|'/c calc'!A1",
      subject: `'+1 "Lima", Bakery`,
      detail: "fields: name, phone; note: two\nlines",
      ip: "",
    });
  });

  it("all of it, once each, newest first, over as many batches as it takes", async () => {
    const acme = await createTenant();
    await addEvents(acme, 1200);
    const rows = parse((await download(acme, acme.cookie)).text);
    expect(rows.length).toBe(1201);
    const times = rows.map(({ time }) => time);
    expect(times).toEqual([...times].sort().reverse());
  });

  it("an empty list is a file with a header", async () => {
    const acme = await createTenant();
    const { text } = await download(acme, acme.cookie, "?kind=contacts");
    expect(text).toBe(
      "time,type,actor,actorType,actorId,account,accountId,subjectType,subjectId,subject,detail,ip\r\n",
    );
  });

  it("begins with the mark by which a spreadsheet knows UTF-8", async () => {
    const acme = await createTenant();
    const { content } = await exportEvents(userActor(acme.owner, null), acme.account._id, {}, new Date());
    const bytes = new Uint8Array(await new Response(content).arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it("reads no further than is taken, and stops when the client goes away", async () => {
    const acme = await createTenant();
    await addEvents(acme, 1200);
    const reads = async () => {
      const found = await events()
        .db.collection("system.profile")
        .countDocuments({ ns: events().namespace, "command.filter.accounts": acme.account._id });
      return found;
    };
    await events().db.command({ profile: 2 });
    try {
      const { content } = await exportEvents(userActor(acme.owner, null), acme.account._id, {}, new Date());
      const reader = content.getReader();
      await reader.read();
      expect(await reads()).toBe(0);
      await reader.read();
      expect(await reads()).toBe(1);
      await reader.cancel();
      expect(await reads()).toBe(1);
    } finally {
      await events().db.command({ profile: 0 });
    }
  });

  it.each(["from=x", "kind=x", "actor=x", "subject=x", "since=yesterday", "until=2026-02-30", "kind="])(
    "400 for %s: a file that holds more than was asked for would not show it",
    async (filter) => {
      const acme = await createTenant();
      const { body } = await download(acme, acme.cookie, `?${filter}`);
      expect([body.code, body.errors.map(({ path }) => path)]).toEqual(["invalid_request", [filter.split("=")[0]]]);
      expect(body.errors[0]?.message).toMatch(/^(Must be |Is not a field)/);
    },
  );

  it("signed out, one signs in and comes back to the same address; a program is told 401", async () => {
    const acme = await createTenant();
    const address = `/a/${acme.id}/activity/export.csv?kind=contacts&since=2026-11-23`;
    const { status, headers } = await download(acme, "", "?kind=contacts&since=2026-11-23");
    expect([status, headers.get("location")]).toEqual([
      303,
      `http://localhost:3000/login?callbackUrl=${encodeURIComponent(address)}`,
    ]);
    for (const authorization of ["Bearer fyr_x_y", "Basic eDp5"]) {
      const refused = await request(GET, "GET", address, {
        headers: { authorization },
        params: { accountId: acme.id },
      });
      expect([refused.status, refused.body.code]).toEqual([401, "unauthenticated"]);
    }
    const read = { key: await createKey(acme, ["events:read"]), params: { accountId: acme.id } };
    expect((await request(GET, "GET", address, read)).status).toBe(200);
  });

  it("403 for a member, 404 for a stranger", async () => {
    const acme = await createTenant();
    const member = await createMember(acme, "member");
    const stranger = await createTenant();
    expect((await download(acme, member.cookie)).body.code).toBe("forbidden");
    expect((await download(acme, stranger.cookie)).body.code).toBe("not_found");
  });
});
