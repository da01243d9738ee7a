import type { BatchDoc, ChunkDoc, ChunkRow, RowCheck, RowResult } from "@/lib/db/batch-types";
import { batches, invitations, queues } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import type { InvitationDoc } from "@/lib/db/types";
import { currentKeyId } from "@/lib/secrets";
import { personKeys } from "@/lib/text";
import type { Tenant } from "./factories";

/** Lists of people as documents, in whatever state a test is about; what a run leaves behind, without the run. */

export interface PutRow {
  cells: string[];
  values?: ChunkRow["values"];
  /** What became of it. */
  result?: Omit<RowResult, "line" | "email" | "invitation"> & { invitation?: RowResult["invitation"] };
  check?: Omit<RowCheck, "line" | "email">;
}

export interface Put {
  batch: BatchDoc;
  id: string;
  chunks: ChunkDoc[];
}

/** @param rows chunk by chunk; lines count from 2 */
export async function putList(
  { account, owner }: Pick<Tenant, "account" | "owner">,
  rows: PutRow[][],
  fields: Partial<BatchDoc> = {},
): Promise<Put> {
  const _id = fields._id ?? newId();
  const at = new Date();
  const header = fields.header ?? ["Email", "First name"];
  const columns = fields.columns ?? ["email", "firstName"];
  const status = fields.status ?? "running";
  let line = 1;
  const chunks = rows.map((part, index) => {
    const numbered = part.map((row) => {
      line += 1;
      return { ...row, line, email: row.values?.email ?? row.cells[columns.indexOf("email")] ?? "" };
    });
    return chunkDoc(_id, index, status, numbered);
  });
  const batch: BatchDoc = {
    _id,
    name: "people.csv",
    type: "user",
    account: account._id,
    tenant: account.ancestors[0] ?? account._id,
    source: "csv",
    header,
    columns,
    sendEmail: true,
    resend: false,
    defaults: {},
    mostRole: "owner",
    rows: chunks.reduce((sum, chunk) => sum + chunk.rows.length, 0),
    chunks: chunks.length,
    tally: Object.fromEntries(
      chunks.flatMap(({ index, status: done, tally }) =>
        done === "done"
          ? [[index, { invited: tally.invited ?? 0, skipped: tally.skipped ?? 0, failed: tally.failed ?? 0 }]]
          : [],
      ),
    ),
    createdBy: { type: "user", id: owner._id, name: "Rui Costa" },
    ip: null,
    version: 1,
    createdAt: at,
    startedAt: status === "draft" ? null : at,
    rowsFinishedAt: null,
    finishedAt: null,
    updatedAt: at,
    ...fields,
    status,
  };
  await batches().insertOne(batch);
  if (chunks.length > 0) await queues().insertMany(chunks);
  return { batch, id: _id.toHexString(), chunks };
}

function chunkDoc(
  batch: BatchDoc["_id"],
  index: number,
  of: BatchDoc["status"],
  rows: (PutRow & { line: number; email: string })[],
): ChunkDoc {
  const results = rows.flatMap(({ line, email, result }) =>
    result ? [{ line, email, ...result, invitation: result.invitation ?? null }] : [],
  );
  const checks = rows.flatMap(({ line, email, check }) => (check ? [{ line, email, ...check }] : []));
  const done = results.length === rows.length;
  const tally: Record<string, number> = {};
  const counted = of === "draft" ? checks.map(({ outcome }) => outcome) : results.map((result) => result.status);
  for (const name of counted) tally[name] = (tally[name] ?? 0) + 1;
  return {
    _id: newId(),
    batch,
    index,
    rows: rows.map(({ line, cells, values }) => ({ line, cells, ...(values ? { values } : {}) })),
    status: of === "draft" ? "draft" : done ? "done" : "queued",
    notBefore: new Date(),
    lease: null,
    attempts: 0,
    error: null,
    checks,
    results,
    tally: of === "draft" || done ? tally : {},
    createdAt: new Date(),
  };
}

/** An invitation as a list leaves it. */
export async function putInvitation(
  { account, owner }: Pick<Tenant, "account" | "owner">,
  fields: Partial<InvitationDoc> & Pick<InvitationDoc, "email">,
): Promise<InvitationDoc> {
  const at = new Date();
  const _id = newId();
  const names = { firstName: "", lastName: "" };
  const invitation: InvitationDoc = {
    _id,
    type: "user",
    scope: account._id,
    account: account._id,
    parent: null,
    user: newId(),
    contact: null,
    batch: null,
    emailKey: fields.email,
    ...names,
    ...personKeys(names),
    businessKey: "",
    addressKey: "",
    role: "member",
    locale: "en",
    accountName: account.name,
    status: "pending",
    sends: 1,
    resends: 0,
    via: "mail",
    keyId: currentKeyId(),
    issuedAt: new Date(Math.floor(at.getTime() / 1000) * 1000),
    days: 7,
    expiresAt: new Date(Math.floor(at.getTime() / 1000) * 1000 + 7 * 86_400_000),
    invitedBy: { type: "user", id: owner._id, name: "Rui Costa" },
    delivery: { status: "queued", transport: null, at },
    timeline: [],
    createdAt: at,
    updatedAt: at,
    ...fields,
  };
  await invitations().insertOne(invitation);
  return invitation;
}
