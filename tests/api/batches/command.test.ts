import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { BatchView, RowView } from "@/lib/batches/schema";
import { batches, events, invitations, mails, meta } from "@/lib/db/client";
import { batchRun } from "../../../bin/commands/batch-run";
import { createTenant, type Tenant } from "../../support/factories";
import { runBin } from "../../support/installation";
import { withoutSettings } from "../../support/without-settings";

/** `foyer batch run`, on this file's own database, where no server works. */

const folder = mkdtempSync(path.join(os.tmpdir(), "foyer-command-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const env = {
  ...withoutSettings(process.env),
  NODE_ENV: "development",
  MONGODB_URI: process.env.MONGODB_URI ?? "",
  APP_SECRET: process.env.APP_SECRET ?? "",
  DATA_DIR: path.join(folder, "data"),
  MAIL_TRANSPORT: "mailbox",
} as NodeJS.ProcessEnv;

const run = (...args: string[]) => runBin(["bin/foyer.ts", "batch", "run", ...args], env);

let acme: Tenant;
let list: string;
let files = 0;

beforeEach(async () => {
  acme = await createTenant();
  await meta().deleteMany({});
});

/** @param rows without the header */
function file(...rows: string[]): string {
  files += 1;
  list = path.join(folder, `people-${files}.csv`);
  writeFileSync(list, ["Email,First name", ...rows, ""].join("\n"));
  return list;
}

const person = () => `ana-${files}-${Math.floor(performance.now() * 1000)}@example.com`;

describe("foyer batch run", () => {
  it("invites, mails and waits until all is done where no server does; 1 where a row failed", async () => {
    const report = path.join(folder, "report.csv");
    const email = person();
    const { code, stdout } = await run(
      file(`${email},Ana`, "nobody,Bo", `${email},Twice`),
      "--account",
      acme.id,
      "--json",
      "--report",
      report,
    );
    expect(code).toBe(1);
    const { batch, failed } = JSON.parse(stdout) as { batch: BatchView; failed: RowView[] };
    expect(batch).toMatchObject({
      status: "completed",
      account: acme.id,
      createdBy: { type: "system" },
      counts: { total: 3, queued: 0, invited: 1, skipped: 1, failed: 1 },
      delivery: { sent: 1 },
    });
    expect(failed).toMatchObject([{ line: 3, email: "nobody", code: "invalid_email" }]);
    const invitation = await invitations().findOne({ email });
    expect(invitation).toMatchObject({ status: "pending", delivery: { status: "sent", transport: "mailbox" } });
    expect(await mails().countDocuments({ invitation: invitation?._id, status: "sent" })).toBe(1);
    const written = readFileSync(report, "utf8");
    expect(written.split("\r\n").length).toBe(5);
    expect(written).toContain(`${email},Ana,invited,,,${invitation?._id.toHexString()}`);
    expect(statSync(report).mode & 0o777).toBe(0o600);
  });

  it("0 where none failed; without mail the report has the links", async () => {
    const report = path.join(folder, "links.csv");
    const { code, stdout, stderr } = await run(
      file(`${person()},Ana`),
      "--account",
      acme.id,
      "--no-email",
      "--name",
      "Spring",
      "--report",
      report,
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^One row: 1 invited, 0 skipped, 0 failed\.\n/);
    expect(stderr).toContain("Spring: completed");
    expect(readFileSync(report, "utf8")).toMatch(
      /invitation,inviteUrl\r\n.*,http:\/\/localhost:\d+\/v1\/accounts\/accept-invite\?token=/,
    );
    expect(await mails().countDocuments({ account: acme.account._id, kind: "invite-user" })).toBe(0);
    expect((await batches().findOne({ account: acme.account._id }))?.name).toBe("Spring");
    expect(
      await events().countDocuments({ account: acme.account._id, type: "batch.created", "actor.type": "system" }),
    ).toBe(1);
  });

  it("--dry-run says what would happen, and writes nothing", async () => {
    const { code, stdout } = await run(file(`${person()},Ana`, "nobody,Bo"), "--account", acme.id, "--dry-run");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^2 rows read, nothing was written\.\n {2}invite +1\n {2}invalid +1\n {2}line 3 {2}nobody/);
    expect(await batches().countDocuments({ account: acme.account._id })).toBe(0);
  });

  it("only watches where somebody else works; Ctrl-C leaves the list to go on, and says where to look", async () => {
    await meta().insertOne({ _id: "engine:sweep", until: new Date(Date.now() + 55_000) } as never);
    const child = spawn(
      process.execPath,
      ["--import", "tsx", "bin/foyer.ts", "batch", "run", file(`${person()},Ana`), "--account", acme.id],
      {
        env,
        cwd: path.resolve(import.meta.dirname, "../../.."),
      },
    );
    const output = collect(child);
    await output.until("people-");
    child.kill("SIGINT");
    expect(await output.ended).toBe(1);
    expect(output.text()).toContain("Left while it goes on");
    const batch = await batches().findOne({ account: acme.account._id });
    expect(batch?.status).toBe("queued");
    expect(output.text()).toContain(`/a/${acme.id}/bulk/${batch?._id.toHexString()}`);
  });

  it("2 for wrong usage, before anything is begun", async () => {
    const { code, stderr } = await run("missing.csv");
    expect([code, stderr]).toEqual([2, expect.stringContaining("missing.csv is not a file")]);
  });

  it.each([
    [{ files: [] }, "Name one file"],
    [{ files: ["package.json", "README.md"] }, "Name one file"],
    [{ files: ["tests"] }, "tests is not a file"],
    [{ type: "people" }, "--type"],
    [{ mapping: "{" }, "--mapping"],
    [{ mapping: '{"mail":"E-mail"}' }, "--mapping"],
    [{ report: "/nowhere/at/all.csv" }, "--report"],
  ])("%j is wrong usage", (values, sentence) => {
    expect(() => batchRun.check?.({ files: ["package.json"], ...values })).toThrow(sentence);
  });

  it("1 with a sentence for a file that cannot be read, and nothing of it is left", async () => {
    const { code, stderr } = await run(file(`${person()},"Ana`), "--account", acme.id);
    expect(code).toBe(1);
    expect(stderr).toMatch(/line 2/i);
    expect(await batches().countDocuments({ account: acme.account._id })).toBe(0);
  });
});

function collect(child: ChildProcess) {
  let text = "";
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  const waiting: (() => void)[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      for (const look of waiting) look();
    });
  }
  return {
    ended,
    text: () => text,
    until: (wanted: string) =>
      new Promise<void>((resolve, reject) => {
        const look = () => text.includes(wanted) && resolve();
        waiting.push(look);
        look();
        void ended.then(() => reject(new Error(`It ended before:\n${text}`)));
      }),
  };
}
