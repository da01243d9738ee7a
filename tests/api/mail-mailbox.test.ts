import { setTimeout as sleep } from "node:timers/promises";
import { ObjectId } from "mongodb";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { UserActor } from "@/lib/auth/actor";
import { accounts, mails, transact } from "@/lib/db/client";
import type { Role } from "@/lib/db/types";
import { forgetEnv } from "@/lib/env";
import { getMailboxMail, listMailbox } from "@/lib/mail/mailbox";
import { deliverDue } from "@/lib/mail/outbox";
import { queueMail } from "@/lib/mail/queue";

const root = new ObjectId();
const child = new ObjectId();

const queue = (email: string) =>
  transact((session) =>
    queueMail(session, {
      kind: "password-changed",
      account: root,
      to: { email, name: "Ana Lima" },
      locale: "en",
      data: {},
    }),
  );

const actor = (account: ObjectId, role: Role): UserActor => ({
  type: "user",
  id: new ObjectId(),
  email: "ana@x.example",
  emailKey: "ana@x.example",
  name: "Ana Lima",
  memberships: [{ account, role }],
  ip: null,
});

function settings(over: Record<string, string>): void {
  Object.assign(process.env, { APP_URL: "http://localhost:3000", HOST: "127.0.0.1", MAIL_TRANSPORT: "mailbox" }, over);
  forgetEnv();
}

beforeAll(async () => {
  settings({});
  for (const [_id, parent] of [
    [root, null],
    [child, root],
  ] as const) {
    await accounts().insertOne({
      _id,
      name: parent ? "Blue Bakery" : "Acme",
      nameKey: "x",
      parent,
      ancestors: parent ? [parent] : [],
      owner: null,
      contact: null,
      status: "active",
      branding: null,
      settings: { redirectOrigins: [], reminderDays: 2, notices: true },
      profile: {},
      version: 1,
      createdAt: new Date(),
      updatedAt: new Date(),
    });
  }
  for (const name of ["one", "two", "three", "four", "five"]) {
    await queue(`${name}@x.example`);
    await sleep(2);
  }
  await deliverDue("a");
});

afterEach(() => settings({}));

describe("the mailbox", () => {
  it("lists newest first, page by page, each mail once", async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listMailbox>> = await listMailbox(null, { limit: 2, cursor });
      expect(page.data.length).toBeLessThanOrEqual(2);
      seen.push(...page.data.map(({ to }) => to.email.split("@")[0] ?? ""));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(["five", "four", "three", "two", "one"]);
    const [item] = (await listMailbox(null)).data;
    expect(item).toMatchObject({ subject: "Your password was changed", from: "Foyer <foyer@localhost>" });
  });

  it("costs a page the same however many mails are older, and of the same moment", async () => {
    const at = new Date(Date.now() - 3_600_000);
    const known = await mails().findOne({ status: "sent" });
    if (!known) throw new Error("Mails were kept");
    const older = (index: number) => ({
      ...known,
      _id: new ObjectId(),
      createdAt: new Date(at.getTime() - (index >> 8)),
    });
    await mails().insertMany(Array.from({ length: 3_000 }, (_, index) => older(index)));
    const since = new Date();
    await mails().db.command({ profile: 2 });
    try {
      const { nextCursor } = await listMailbox(null, { limit: 100 });
      const page = await listMailbox(null, { limit: 100, cursor: nextCursor });
      expect(page.data).toHaveLength(100);
    } finally {
      await mails().db.command({ profile: 0 });
      await mails().deleteMany({ createdAt: { $lte: at } });
    }
    const reads = await mails()
      .db.collection("system.profile")
      .find({ ns: mails().namespace, "command.find": "mails", ts: { $gte: since } })
      .toArray();
    expect(reads).toHaveLength(2);
    for (const read of reads) {
      expect(read).toMatchObject({ docsExamined: expect.any(Number) });
      expect(read.docsExamined).toBeLessThanOrEqual(400);
      expect(read.hasSortStage).toBeUndefined();
    }
  });

  it("shows a mail as it would have arrived, its link working", async () => {
    const [item] = (await listMailbox(null)).data;
    const mail = await getMailboxMail(null, item?.id ?? "");
    expect(mail.link).toBe("http://localhost:3000/forgot-password");
    expect(mail.html).toContain('href="http://localhost:3000/forgot-password"');
    expect(mail.text).toContain("Hello Ana Lima,");
  });

  it("holds nothing that is only queued, and knows no other ids", async () => {
    const waiting = await queue("six@x.example");
    for (const id of [waiting.toHexString(), new ObjectId().toHexString(), "nonsense", ""]) {
      await expect(getMailboxMail(null, id)).rejects.toMatchObject({ code: "not_found" });
    }
    await mails().deleteOne({ _id: waiting });
  });

  it("a bad cursor is the beginning", async () => {
    expect((await listMailbox(null, { cursor: "nonsense" })).data).toHaveLength(5);
  });

  it.each([
    ["reached from elsewhere by its address", { APP_URL: "https://foyer.example" }],
    ["listening beyond loopback", { HOST: "0.0.0.0" }],
  ])("%s: for the owner of a root account alone", async (_title, over) => {
    settings(over);
    await expect(listMailbox(null)).rejects.toMatchObject({ code: "not_found" });
    await expect(listMailbox(actor(root, "admin"))).rejects.toMatchObject({ code: "not_found" });
    await expect(listMailbox(actor(child, "owner"))).rejects.toMatchObject({ code: "not_found" });
    expect((await listMailbox(actor(root, "owner"))).data).toHaveLength(5);
    const [item] = (await listMailbox(actor(root, "owner"))).data;
    await expect(getMailboxMail(null, item?.id ?? "")).rejects.toMatchObject({ code: "not_found" });
  });

  it("is not there with another transport", async () => {
    settings({ MAIL_TRANSPORT: "smtp", SMTP_URL: "smtp://127.0.0.1:1" });
    await expect(listMailbox(actor(root, "owner"))).rejects.toMatchObject({ code: "not_found" });
  });
});
