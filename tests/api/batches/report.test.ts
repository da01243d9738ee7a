import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { SYSTEM } from "@/lib/auth/actor";
import { verifyInvite } from "@/lib/auth/invite-token";
import { cellsReader } from "@/lib/batches/cells";
import { matchColumns } from "@/lib/batches/fields";
import { openList } from "@/lib/batches/file/read";
import { reportOf } from "@/lib/batches/report";
import { workOnLists } from "@/lib/batches/work";
import { queues } from "@/lib/db/client";
import { get, post } from "../../support/api";
import { address, createKey, createMember, createTenant } from "../../support/factories";
import { type PutRow, putInvitation, putList } from "../../support/lists";

const folder = mkdtempSync(path.join(os.tmpdir(), "foyer-report-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const report = (id: string, as: string, search = "") => get(`/v1/batches/${id}/report.csv${search}`, { as });

/** As RFC 4180 has it. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
    if (end === "\r\n") rows.push([]);
    if (end === "") break;
  }
  return rows.slice(0, -1);
}

const ended = (cells: string[], status: "invited" | "skipped" | "failed", code: string | null = null): PutRow => ({
  cells,
  result: { status, code, reason: code && `Because of ${code}.` },
});

describe("GET /v1/batches/:id/report.csv", () => {
  it("the file's own columns as they were, then what became of each row", async () => {
    const acme = await createTenant();
    const invitation = await putInvitation(acme, { email: "ana@example.com" });
    const { id } = await putList(
      acme,
      [
        [
          {
            cells: ["ana@example.com", ' "Ana", of\nLima ', "é"],
            result: { status: "invited", code: null, reason: null, invitation: invitation._id },
          },
          ended(["nobody", "Bo"], "failed", "invalid_email"),
        ],
        [{ cells: ["cy@example.com", "Cy", "東京"] }],
      ],
      { name: "Gäste 2026.csv", header: ["Mail", "Name", "Notes"], columns: ["email", "firstName", null] },
    );
    const { status, headers, text } = await report(id, acme.key);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(headers.get("content-disposition")).toBe(
      `attachment; filename="Gaste-2026-report.csv"; filename*=UTF-8''G%C3%A4ste%202026%20report.csv`,
    );
    expect(parse(text)).toEqual([
      ["Mail", "Name", "Notes", "status", "code", "reason", "invitation"],
      ["ana@example.com", ' "Ana", of\nLima ', "é", "invited", "", "", invitation._id.toHexString()],
      ["nobody", "Bo", "", "failed", "invalid_email", "Because of invalid_email.", ""],
      ["cy@example.com", "Cy", "東京", "queued", "", "", ""],
    ]);
    expect(text.endsWith("\r\n")).toBe(true);
  });

  it("begins with the mark by which a spreadsheet knows UTF-8", async () => {
    const acme = await createTenant();
    const { batch } = await putList(acme, [[ended(["a@example.com", ""], "invited")]]);
    const { content } = await reportOf(SYSTEM, batch._id);
    const bytes = new Uint8Array(await new Response(content).arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it("says what was corrected in the draft, also where no column was for it", async () => {
    const acme = await createTenant();
    const { id } = await putList(acme, [
      [
        { ...ended(["wrong", "Ana"], "invited"), values: { email: "ana@example.com", lastName: "Lima" } },
        ended(["bo@example.com", "Bo"], "invited"),
      ],
    ]);
    expect(parse((await report(id, acme.key)).text).map((cells) => cells.slice(0, 4))).toEqual([
      ["Email", "First name", "lastName", "status"],
      ["ana@example.com", "Ana", "Lima", "invited"],
      ["bo@example.com", "Bo", "", "invited"],
    ]);
  });

  it("says it in the column of that name, where one is read as nothing: no two are called alike", async () => {
    const acme = await createTenant();
    const rows: PutRow[] = [
      { ...ended(["old@example.com", "Ana"], "invited"), values: { email: "ana@example.com", lastName: "Lima" } },
      ended(["bo@example.com", "Bo"], "failed", "invalid_email"),
    ];
    const { id } = await putList(acme, [rows], { header: ["E-mail", "First name"], columns: [null, "firstName"] });
    expect(parse((await report(id, acme.key)).text).map((cells) => cells.slice(0, 4))).toEqual([
      ["E-mail", "First name", "lastName", "status"],
      ["ana@example.com", "Ana", "Lima", "invited"],
      ["bo@example.com", "Bo", "", "failed"],
    ]);
  });

  it("cells that begin like a formula are shown, not run", async () => {
    const acme = await createTenant();
    const { id } = await putList(acme, [[ended(["=cmd|'/c calc'!A1", "@SUM(1)"], "failed", "invalid_email")]], {
      header: ["+Mail", "-Name"],
    });
    expect(parse((await report(id, acme.key)).text).map((cells) => cells.slice(0, 2))).toEqual([
      ["'+Mail", "'-Name"],
      ["'=cmd|'/c calc'!A1", "'@SUM(1)"],
    ]);
  });

  it("some rows alone, where a status is asked for", async () => {
    const acme = await createTenant();
    const { id } = await putList(acme, [
      [ended(["a", ""], "failed", "invalid_email"), ended(["b@example.com", ""], "invited")],
      [ended(["c@example.com", ""], "invited")],
      [ended(["d", ""], "failed", "invalid_email")],
    ]);
    const { text } = await report(id, acme.key, "?status=failed");
    expect(parse(text).map(([mail]) => mail)).toEqual(["Email", "a", "d"]);
    expect((await report(id, acme.key, "?status=over")).code).toBe("invalid_request");
  });

  it("of a draft what the check says, of a cancelled list what it did not come to", async () => {
    const acme = await createTenant();
    const check = { outcome: "invalid", code: "invalid_email", reason: "No address." };
    const draft = await putList(acme, [[{ cells: ["a", ""], check }]], { status: "draft" });
    expect(parse((await report(draft.id, acme.key)).text)[1]).toEqual([
      "a",
      "",
      "invalid",
      "invalid_email",
      "No address.",
      "",
    ]);
    const cancelled = await putList(acme, [[{ cells: ["a", ""] }]], { status: "cancelled" });
    expect(parse((await report(cancelled.id, acme.key)).text)[1]?.slice(2, 4)).toEqual(["skipped", "cancelled"]);
  });

  it("403 for a member, 404 for a stranger", async () => {
    const acme = await createTenant();
    const { id } = await putList(acme, [[ended(["a@example.com", ""], "invited")]]);
    expect((await report(id, (await createMember(acme, "member")).cookie)).code).toBe("forbidden");
    expect((await report(id, (await createTenant()).key)).code).toBe("not_found");
  });
});

describe("links in a report", () => {
  it("are there where no mail was asked for, while they work, and are the same each time", async () => {
    const acme = await createTenant();
    const past = new Date(Date.now() - 60_000);
    const put = (fields: Parameters<typeof putInvitation>[1]) => putInvitation(acme, { via: "link", ...fields });
    const [open, accepted, mailed, late] = [
      await put({ email: address("ana") }),
      await put({ email: address("bo"), status: "accepted" }),
      await put({ email: address("cy"), via: "mail" }),
      await put({ email: address("dé"), expiresAt: past }),
    ];
    const rows = [open, accepted, mailed, late].map(({ _id, email }): PutRow => {
      return { cells: [email, ""], result: { status: "invited", code: null, reason: null, invitation: _id } };
    });
    const { id } = await putList(acme, [rows], { sendEmail: false });
    const [header, ...lines] = parse((await report(id, acme.key)).text);
    expect(header?.at(-1)).toBe("inviteUrl");
    const links = lines.map((cells) => cells.at(-1) ?? "");
    expect(links.slice(1)).toEqual(["", "", ""]);
    const url = new URL(links[0] ?? "");
    expect(url.origin + url.pathname).toBe("http://localhost:3000/v1/accounts/accept-invite");
    expect(await verifyInvite(url.searchParams.get("token") ?? "")).toMatchObject({
      send: 1,
      via: "link",
      expired: false,
    });
    expect(parse((await report(id, acme.key)).text)[1]?.at(-1)).toBe(links[0]);
  });

  it("are for who may invite such people: others get the report without them, and nobody a role above their own", async () => {
    const acme = await createTenant();
    const [member, admin] = [
      await putInvitation(acme, { via: "link", email: address("ana") }),
      await putInvitation(acme, { via: "link", email: address("bo"), role: "admin" }),
    ];
    const rows = [member, admin].map(({ _id, email }): PutRow => {
      return { cells: [email, ""], result: { status: "invited", code: null, reason: null, invitation: _id } };
    });
    const { id } = await putList(acme, [rows], { sendEmail: false });
    const reading = parse((await report(id, await createKey(acme, ["invitations:read"]))).text);
    expect(reading[0]?.at(-1)).toBe("invitation");
    expect(reading[1]?.length).toBe(6);
    const inviting = await createKey(acme, ["invitations:read", "invitations:create"]);
    const links = parse((await report(id, inviting)).text).map((cells) => cells.at(-1));
    expect(links).toEqual(["inviteUrl", expect.stringMatching(/^http/), ""]);
    // Businesses need another permission.
    const business = await putList(acme, [rows], { sendEmail: false, type: "business" });
    expect(parse((await report(business.id, inviting)).text)[0]?.at(-1)).toBe("invitation");
  });

  it("are not there where mail was asked for", async () => {
    const acme = await createTenant();
    const { id } = await putList(acme, [[ended(["a@example.com", ""], "invited")]]);
    expect(parse((await report(id, acme.key)).text)[0]?.at(-1)).toBe("invitation");
  });
});

describe("a report that is uploaded again", () => {
  it("says what the file said: added columns are ignored, prefixes taken off, to the letter", async () => {
    const acme = await createTenant();
    const cells = [
      "a@example.com",
      "=1+1",
      "'=quoted",
      "'plain",
      "-",
      "+49 30",
      "@home",
      "\tx",
      'a "b"',
      "two\nlines",
      "＝wide",
    ];
    const header = ["Email", ...cells.slice(1).map((_, index) => `metadata.k${index}`)];
    const columns = ["email", ...header.slice(1)];
    const { id } = await putList(acme, [[ended(cells, "failed", "internal")]], { header, columns, sendEmail: false });
    const { text } = await report(id, acme.key);
    const again = path.join(folder, "again.csv");
    writeFileSync(again, text);
    const list = await openList({ path: again, format: "csv" });
    expect(list.header.slice(-5)).toEqual(["status", "code", "reason", "invitation", "inviteUrl"]);
    const read = matchColumns(
      list.header,
      "user",
      Object.fromEntries(columns.map((field, index) => [field, header[index] ?? ""])),
    );
    expect(read.slice(-5)).toEqual([null, null, null, null, null]);
    const rows = [];
    for await (const group of list.records()) rows.push(...group);
    expect(rows.length).toBe(1);
    const values = rows.map((row) => [...cellsReader({ header: list.header, columns: read })(row).values()])[0];
    expect(values).toEqual(cells.map((cell) => cell.trim()));
  });

  it("its failed rows, corrected, are invited; what was invited before is not invited twice", async () => {
    const acme = await createTenant({ name: "=Acme" });
    const [ana, bo] = [address("ana"), address("bo")];
    const first = await upload(acme.key, `Mail;First name;Plan\r\n${ana};=Ana;-\r\nnobody;Bo;"+1;\n2"\r\n`);
    await workOnLists("tests");
    const { text } = await report(first, acme.key);
    expect(parse(text).map((cells) => cells.slice(0, 5))).toEqual([
      ["Mail", "First name", "Plan", "status", "code"],
      [ana, "'=Ana", "'-", "invited", ""],
      ["nobody", "Bo", "'+1;\n2", "failed", "invalid_email"],
    ]);
    const second = await upload(acme.key, text.replace("nobody", bo));
    await workOnLists("tests");
    const { body } = await get<{ data: { status: string; values: Record<string, string> }[] }>(
      `/v1/batches/${second}/rows`,
      { as: acme.key },
    );
    expect(body.data.map(({ status, values }) => [status, values])).toEqual([
      ["skipped", { email: ana, firstName: "=Ana" }],
      ["invited", { email: bo, firstName: "Bo" }],
    ]);
    expect(parse((await report(second, acme.key)).text)[0]).toEqual(parse(text)[0]);
  });

  it.each([",", ";"])(
    "rows parted by %j with more cells than columns keep them all, and are refused again",
    async (by) => {
      const acme = await createTenant();
      const [bo, cy] = [address("bo"), address("cy")];
      const cells = [
        ["Email", "Company", "First name", ""],
        ["ex1@example.com", "Blue", " Bakery", "note", "=Ana", "", "x"],
        [bo, "Bo", "Bo", "note"],
        [cy, "Cy", "", "", "y"],
      ];
      const csv = cells.map((row) => row.join(by)).join("\r\n");
      const first = await upload(acme.key, csv, "?type=business");
      await workOnLists("tests");
      const { text } = await report(first, acme.key);
      const [header, ...rows] = parse(text);
      expect(header).toEqual([...(cells[0] ?? []), "status", "code", "reason", "invitation", "", "", ""]);
      expect(rows.map((row) => [...row.slice(0, 6), ...row.slice(8)])).toEqual([
        ["ex1@example.com", "Blue", " Bakery", "note", "failed", "invalid_columns", "'=Ana", "", "x"],
        [bo, "Bo", "Bo", "note", "invited", "", "", "", ""],
        [cy, "Cy", "", "", "failed", "invalid_columns", "y", "", ""],
      ]);
      // One is put right, as in a spreadsheet: what was too much is gone from its end.
      const again = text.replace(/,y,,\r\n$/, ",,,\r\n");
      const second = await upload(acme.key, again, "?type=business");
      await workOnLists("tests");
      const last = parse((await report(second, acme.key)).text);
      expect(last[0]).toEqual(header);
      expect(last[1]).toEqual(rows[0]);
      expect(last.slice(2).map((row) => row[4])).toEqual(["skipped", "invited"]);
    },
  );

  it("and its own report has those columns once", async () => {
    const acme = await createTenant();
    const header = ["Email", "Name", "status", "code", "reason", "invitation"];
    const { id } = await putList(
      acme,
      [[ended(["a@example.com", "'=1", "failed", "internal", "Why.", ""], "invited")]],
      {
        header,
        columns: ["email", "firstName", null, null, null, null],
      },
    );
    expect(parse((await report(id, acme.key)).text)).toEqual([header, ["a@example.com", "'=1", "invited", "", "", ""]]);
  });
});

async function upload(as: string, body: string, query = ""): Promise<string> {
  const headers = { "content-type": "text/csv" };
  const answer = await post<{ batch: { id: string } }>(`/v1/accounts/invite${query}`, body, { as, headers });
  expect([answer.status, answer.text]).toEqual([202, expect.stringContaining("queued")]);
  return answer.body.batch.id;
}

describe("a long report", () => {
  it("is read no further than it is taken, and no more once the client has gone", async () => {
    const acme = await createTenant();
    const { batch } = await putList(
      acme,
      Array.from({ length: 6 }, (_, part) => [ended([`p${part}@example.com`, ""], "invited")]),
    );
    const { content } = await reportOf(SYSTEM, batch._id);
    const reads = async () => {
      const { db } = queues();
      const { cursor } = await db.admin().command({
        aggregate: 1,
        pipeline: [{ $currentOp: { idleCursors: true, allUsers: true } }],
        cursor: {},
      });
      const found = (cursor.firstBatch as { ns: string; cursor?: { nDocsReturned: unknown } }[]).find(
        (op) => op.ns === queues().namespace && op.cursor,
      );
      return found ? Number(found.cursor?.nDocsReturned) : null;
    };
    const reader = content.getReader();
    await reader.read();
    expect(await reads()).toBeNull();
    await reader.read();
    await reader.read();
    // Where a read ends just then, the database may tell of its cursor twice, or not at all.
    expect(await vi.waitUntil(reads)).toBeLessThanOrEqual(3);
    await reader.cancel();
    await vi.waitFor(async () => expect(await reads()).toBeNull());
  });
});
