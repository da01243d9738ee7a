import { describe, expect, it } from "vitest";
import type { RowView } from "@/lib/batches/schema";
import { newId } from "@/lib/db/ids";
import { get } from "../../support/api";
import { createTenant } from "../../support/factories";
import { type PutRow, putList } from "../../support/lists";

interface Page {
  data: RowView[];
  nextCursor: string | null;
}

const rows = (id: string, as: string, search = "") => get<Page>(`/v1/batches/${id}/rows${search}`, { as });

const ended = (email: string, status: "invited" | "skipped" | "failed", code: string | null = null): PutRow => ({
  cells: [email, "Ana"],
  result: { status, code, reason: code && `Because of ${code}.` },
});
const waiting = (email: string): PutRow => ({ cells: [email, "Ana"] });
const checked = (email: string, outcome: string, code = outcome): PutRow => ({
  cells: [email, "Ana"],
  check: { outcome, code, reason: null },
});

async function all(id: string, as: string, search: string): Promise<RowView[]> {
  const found: RowView[] = [];
  let cursor: string | null = null;
  do {
    const { body }: { body: Page } = await rows(id, as, `${search}${cursor === null ? "" : `&cursor=${cursor}`}`);
    found.push(...body.data);
    cursor = body.nextCursor;
  } while (cursor !== null);
  return found;
}

describe("GET /v1/batches/:id/rows", () => {
  it("each row once, in the order of the file, whatever the size of a page", async () => {
    const acme = await createTenant();
    const { id } = await putList(
      acme,
      [0, 1, 2].map((part) => Array.from({ length: 5 }, (_, index) => waiting(`p${part}-${index}@example.com`))),
    );
    for (const limit of [1, 4, 5, 100]) {
      const found = await all(id, acme.key, `?limit=${limit}`);
      expect(found.map(({ line }) => line)).toEqual(Array.from({ length: 15 }, (_, index) => index + 2));
    }
  });

  it("what became of a row, and what its cells say by field, with what was corrected", async () => {
    const acme = await createTenant();
    const invitation = newId();
    const { id } = await putList(
      acme,
      [
        [
          {
            cells: ["wrong", " Ana ", "kept"],
            values: { email: "ana@example.com" },
            result: { status: "invited", code: null, reason: null, invitation },
          },
          { cells: ["bo@example.com", "Bo", ""] },
        ],
      ],
      { header: ["Mail", "Name", "Plan"], columns: ["email", "firstName", "metadata.plan"] },
    );
    expect((await rows(id, acme.key)).body.data).toEqual([
      {
        line: 2,
        email: "ana@example.com",
        status: "invited",
        code: null,
        reason: null,
        invitation: invitation.toHexString(),
        values: { email: "ana@example.com", firstName: "Ana", "metadata.plan": "kept" },
        warnings: [],
      },
      {
        line: 3,
        email: "bo@example.com",
        status: "queued",
        code: null,
        reason: null,
        invitation: null,
        values: { email: "bo@example.com", firstName: "Bo" },
        warnings: [],
      },
    ]);
  });

  it("by status and code in a run, from chunks that have some alone", async () => {
    const acme = await createTenant();
    const { id } = await putList(acme, [
      [ended("a@example.com", "invited"), ended("b@example.com", "failed", "invalid_email")],
      [ended("c@example.com", "invited")],
      [waiting("d@example.com"), ended("e@example.com", "failed", "internal")],
      [ended("f@example.com", "skipped", "already_member"), ended("g@example.com", "failed", "invalid_email")],
    ]);
    const lines = async (search: string) => (await all(id, acme.key, `?limit=1${search}`)).map(({ line }) => line);
    expect(await lines("&status=failed")).toEqual([3, 6, 8]);
    expect(await lines("&status=failed&code=invalid_email")).toEqual([3, 8]);
    expect(await lines("&code=already_member")).toEqual([7]);
    expect(await lines("&status=queued")).toEqual([5]);
    expect(await lines("&status=invited")).toEqual([2, 4]);
    expect(await lines("&status=invite")).toEqual([]);
  });

  it("by what the check says in a draft, and by what to look at twice", async () => {
    const acme = await createTenant();
    const typo = { code: "likely_typo" as const, message: "Did you mean b@example.com?", suggestion: "b@example.com" };
    const warned = checked("b@exmaple.com", "invite");
    const { id } = await putList(
      acme,
      [
        [checked("a@example.com", "invite"), checked("x", "invalid", "invalid_email")],
        [checked("a@example.com", "duplicate_in_file"), checked("c@example.com", "left_out")],
        [{ ...warned, check: { outcome: "invite", code: "invite", reason: null, warnings: [typo] } }],
      ],
      { status: "draft" },
    );
    const found = async (search: string) => (await all(id, acme.key, `?limit=1${search}`)).map(({ line }) => line);
    expect(await found("&status=invite")).toEqual([2, 6]);
    expect(await found("&status=invalid&code=invalid_email")).toEqual([3]);
    expect(await found("&status=duplicate_in_file")).toEqual([4]);
    expect(await found("&status=left_out")).toEqual([5]);
    expect(await found("&warnings=true")).toEqual([6]);
    expect(await found("&status=failed")).toEqual([]);
    const { body } = await rows(id, acme.key, "?status=invalid");
    expect(body.data[0]).toMatchObject({ status: "invalid", code: "invalid_email", invitation: null });
    expect((await rows(id, acme.key, "?warnings=true")).body.data[0]?.warnings).toEqual([typo]);
  });

  it("rows that a cancelled list did not come to are skipped, and say why", async () => {
    const acme = await createTenant();
    const { id } = await putList(acme, [[ended("a@example.com", "invited")], [waiting("b@example.com")]], {
      status: "cancelled",
    });
    for (const search of ["?status=skipped", "?code=cancelled", "?status=skipped&code=cancelled"]) {
      expect((await rows(id, acme.key, search)).body.data).toMatchObject([
        { line: 3, status: "skipped", code: "cancelled", reason: expect.stringMatching(/cancelled/) },
      ]);
    }
    expect((await rows(id, acme.key, "?status=queued")).body.data).toEqual([]);
  });

  it.each(["status=over", "limit=0", "cursor=x", "cursor=MDoy0", "warnings=yes", "q=a"])(
    "400 for %s",
    async (search) => {
      const acme = await createTenant();
      const { id } = await putList(acme, [[waiting("a@example.com")]]);
      expect((await rows(id, acme.key, `?${search}`)).code).toBe("invalid_request");
    },
  );

  it("404 for another tenant's list, the same as for none", async () => {
    const [acme, stranger] = [await createTenant(), await createTenant()];
    const { id } = await putList(acme, [[waiting("a@example.com")]]);
    const [theirs, none] = [await rows(id, stranger.key), await rows(newId().toHexString(), stranger.key)];
    expect([theirs.code, none.code]).toEqual(["not_found", "not_found"]);
  });
});
