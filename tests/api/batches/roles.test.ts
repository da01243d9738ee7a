import { ObjectId } from "mongodb";
import { describe, expect, it } from "vitest";
import type { Permission } from "@/lib/auth/permissions";
import { runRound } from "@/lib/batches/run-chunk";
import type { BatchDetail, BatchView, RowView } from "@/lib/batches/schema";
import { batches, invitations, queues } from "@/lib/db/client";
import { get, patch, post } from "../../support/api";
import { createKey, createTenant, type Tenant } from "../../support/factories";

/** Nobody gets a role through a list that any of those who had a hand in it may not grant. */

const WEAK: Permission[] = ["invitations:create", "invitations:read"];

async function keys(): Promise<{ full: string; weak: string }> {
  const tenant: Tenant = await createTenant();
  return { full: tenant.key, weak: await createKey(tenant, WEAK) };
}

async function draftOf(key: string, csv: string, query = ""): Promise<string> {
  const answer = await post<{ batch: BatchView }>(`/v1/accounts/invite?draft=true&sendEmail=false${query}`, csv, {
    as: key,
    headers: { "content-type": "text/csv" },
  });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body.batch.id;
}

const change = (key: string, id: string, body: unknown) => patch<BatchDetail>(`/v1/batches/${id}`, body, { as: key });
const act = (key: string, id: string, verb: "start" | "retry") =>
  post<BatchView>(`/v1/batches/${id}/${verb}`, {}, { as: key });

async function codesOf(key: string, id: string): Promise<(string | null)[]> {
  const { body } = await get<{ data: RowView[] }>(`/v1/batches/${id}/rows`, { as: key });
  return body.data.map(({ code }) => code);
}

async function storedOf(id: string) {
  const batch = new ObjectId(id);
  return { batch: await batches().findOne({ _id: batch }), chunks: await queues().find({ batch }).toArray() };
}

async function rolesAfter(key: string, id: string, verb: "start" | "retry"): Promise<string[]> {
  const answer = await act(key, id, verb);
  if (answer.status !== 200) throw new Error(answer.text);
  while ((await runRound("tests")).handled > 0);
  const made = await invitations()
    .find({ batch: new ObjectId(id) })
    .sort({ _id: 1 })
    .toArray();
  return made.map(({ role }) => role).sort();
}

describe("correcting a row", () => {
  it.each([
    ["a role that is typed", { values: { role: " Admin " } }, "email\na@example.com\n"],
    ["the role that the file says", { values: { role: null } }, "email,role\na@example.com,admin\n"],
    ["the role of all whose cell is emptied", { values: { role: "" } }, "email,role\na@example.com,member\n"],
    [
      "another's address in a row of an admin",
      { values: { email: "b@x.example" } },
      "email,role\na@example.com,admin\n",
    ],
  ])("403 role_too_high for %s, and nothing is changed, beside other changes too", async (_, edit, csv) => {
    const { full, weak } = await keys();
    const id = await draftOf(full, csv, `&defaults=${encodeURIComponent('{"role":"admin"}')}`);
    if ("role" in edit.values && edit.values.role === null)
      await change(full, id, { rows: [{ line: 2, values: { role: "member" } }] });
    const before = await storedOf(id);
    for (const more of [{}, { name: "Mine" }, { resend: true }]) {
      const answer = await change(weak, id, { rows: [{ line: 2, ...edit }], ...more });
      expect([answer.status, answer.code]).toEqual([403, "role_too_high"]);
      expect(answer.body).toMatchObject({ line: 2 });
    }
    expect(await storedOf(id)).toEqual(before);
  });

  it("403 for taking an admin's row in again; leaving it out, and a lower role, may be asked for by anybody", async () => {
    const { full, weak } = await keys();
    const id = await draftOf(full, "email,role\na@example.com,admin\nb@example.com,admin\n");
    const rows = (row: object) => change(weak, id, { rows: [{ line: 2, ...row }] });
    expect((await rows({ leaveOut: true })).status).toBe(200);
    expect((await rows({ leaveOut: false })).code).toBe("role_too_high");
    expect((await rows({ leaveOut: false, values: { role: "member" } })).status).toBe(200);
    expect(await rolesAfter(full, id, "start")).toEqual(["admin", "member"]);
  });

  it("whoever may grant it may write it", async () => {
    const { full } = await keys();
    const id = await draftOf(full, "email\na@example.com\n");
    expect((await change(full, id, { rows: [{ line: 2, values: { role: "admin" } }] })).status).toBe(200);
    expect(await rolesAfter(full, id, "start")).toEqual(["admin"]);
  });
});

describe("a draft", () => {
  it("whose columns a weaker key reads otherwise is judged by that key's rights, whoever starts it", async () => {
    const { full, weak } = await keys();
    const id = await draftOf(full, "email,notes\na@example.com,admin\nb@example.com,member\n");
    expect((await change(weak, id, { mapping: { role: "notes" } })).status).toBe(200);
    expect(await codesOf(full, id)).toEqual(["role_too_high", "invite"]);
    // Says nothing of roles, so takes nothing on.
    await change(full, id, { mapping: { firstName: null }, sendEmail: false });
    expect(await codesOf(full, id)).toEqual(["role_too_high", "invite"]);
    expect(await rolesAfter(full, id, "start")).toEqual(["member"]);
  });

  it("of a weaker key runs as its check says, unless who may grant more says where roles come from", async () => {
    const { full, weak } = await keys();
    const csv = "email,role\na@example.com,admin\n";
    const as = await draftOf(weak, csv);
    expect(await codesOf(full, as)).toEqual(["role_too_high"]);
    expect(await rolesAfter(full, as, "start")).toEqual([]);
    const taken = await draftOf(weak, csv);
    await change(full, taken, { mapping: { role: "role" } });
    expect(await codesOf(full, taken)).toEqual(["invite"]);
    expect(await rolesAfter(full, taken, "start")).toEqual(["admin"]);
  });
});

describe("a retry", () => {
  it("goes by the rights of who retries; a weaker key gains nothing by it", async () => {
    const { full, weak } = await keys();
    const id = await draftOf(full, "email,role\na@example.com,admin\nb@example.com,member\n");
    expect(await rolesAfter(weak, id, "start")).toEqual(["member"]);
    expect(await rolesAfter(weak, id, "retry")).toEqual(["member"]);
    expect(await rolesAfter(full, id, "retry")).toEqual(["admin", "member"]);
  });

  it("of a full key's failed rows by a weaker one makes no admins; a full key can still", async () => {
    const { full, weak } = await keys();
    const id = await draftOf(full, "email,role\nnobody,admin\n");
    expect(await rolesAfter(full, id, "start")).toEqual([]);
    await queues().updateOne({ batch: new ObjectId(id) }, { $set: { "rows.0.cells.0": "a@example.com" } });
    expect(await rolesAfter(weak, id, "retry")).toEqual([]);
    expect(await codesOf(full, id)).toEqual(["role_too_high"]);
    expect(await rolesAfter(full, id, "retry")).toEqual(["admin"]);
  });
});
