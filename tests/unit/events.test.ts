import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { byDay, dayOf, sentenceOf, subjectHref } from "@/components/console/activity-words";
import type { Happening } from "@/lib/console/happenings";
import { toLine } from "@/lib/events/export";
import { EVENT_GROUPS, EVENT_TYPES } from "@/lib/events/schema";
import { consoleWords } from "@/lib/i18n/console/words";

const LIB = path.resolve(import.meta.dirname, "../../lib");
const SOURCES = readdirSync(LIB, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => ({ file, text: readFileSync(path.join(LIB, file), "utf8") }));

const item = (fields: Partial<Happening>): Happening => ({
  id: "1",
  type: "invitation.created",
  who: "Rui Costa",
  actor: { type: "user", id: "2" },
  what: "Ana Lima",
  subject: { type: "invitation", id: "3" },
  self: false,
  detail: {},
  account: { id: "4", name: "Acme" },
  below: false,
  ip: null,
  at: "2026-11-23T10:00:00.000Z",
  ...fields,
});

describe("what happened", () => {
  it("every type that is recorded anywhere is known, and has a sentence", () => {
    const recorded = SOURCES.filter(({ text }) => /recordEvents?\(/.test(text)).flatMap(({ text }) =>
      [...text.matchAll(/["`]((?:invitation|account|user|owner|ownership|member|contact|api_key)\.[a-z_]+)["`]/g)].map(
        ([, type = ""]) => type,
      ),
    );
    expect(recorded.length).toBeGreaterThan(10);
    const { sentences } = consoleWords().activity;
    const known: readonly string[] = EVENT_TYPES;
    expect(recorded.filter((type) => !known.includes(type) || !sentences[type])).toEqual([]);
    expect(EVENT_TYPES.filter((type) => !sentences[type])).toEqual([]);
  });

  it("every kind that a page offers has types, and every type is of one kind", () => {
    expect(Object.keys(consoleWords().activity.kinds).sort()).toEqual(["", ...Object.keys(EVENT_GROUPS)].sort());
    expect(new Set(EVENT_TYPES).size).toBe(EVENT_TYPES.length);
  });

  it("is only ever added: nothing in lib changes or removes an event", () => {
    const calls = SOURCES.flatMap(({ file, text }) =>
      [...text.matchAll(/\bevents\(\)\s*\.(\w+)/g)].map(([, call]) => `${file}: ${call}`),
    );
    expect(calls.filter((call) => !/: (insertMany|find|findOne|countDocuments|aggregate)$/.test(call))).toEqual([]);
    expect(calls).toContain("events/record.ts: insertMany");
  });
});

describe("in words", () => {
  it("says who did what to whom, and what of it", () => {
    expect(sentenceOf(item({}))).toBe("Rui Costa invited Ana Lima");
    expect(sentenceOf(item({ type: "member.role_changed", detail: { from: "member", to: "admin" } }))).toBe(
      "Rui Costa changed the role of Ana Lima to admin",
    );
    expect(sentenceOf(item({ type: "account.updated", what: "Acme", detail: { fields: "name, reminderDays" } }))).toBe(
      "Rui Costa changed Acme: name and reminder",
    );
    const details = { type: "owner.updated", self: true, detail: { fields: "phone, jobTitle, company.name" } };
    expect(sentenceOf(item(details))).toBe("Rui Costa changed their own details: phone, job title and company name");
    expect(sentenceOf(item({ who: "Import", actor: { type: "api_key", id: "2" } }))).toBe(
      "Import (API key) invited Ana Lima",
    );
    expect(sentenceOf(item({ type: "something.new" }))).toBe("Rui Costa changed Ana Lima");
  });

  it("leads to what it is about, in the account where it happened", () => {
    expect(subjectHref("/a/4", item({}))).toBe("/a/4/invitations/3");
    expect(subjectHref("/a/9", item({ below: true }))).toBe("/a/4/invitations/3");
    expect(subjectHref("/a/9", item({ subject: { type: "account", id: "4" } }))).toBe("/a/9/accounts/4");
    expect(subjectHref("/a/4", item({ subject: { type: "account", id: "4" } }))).toBeNull();
    expect(subjectHref("/a/4", item({ type: "contact.deleted", subject: { type: "contact", id: "5" } }))).toBeNull();
  });

  it("is grouped by the day it happened on, in UTC", () => {
    const entries = ["2026-11-23T00:00:00.000Z", "2026-11-22T23:59:59.999Z", "2026-11-22T00:00:00.000Z"];
    expect(byDay(entries.map((at) => item({ at }))).map(([day, { length }]) => [day, length])).toEqual([
      ["2026-11-23", 1],
      ["2026-11-22", 2],
    ]);
    const today = "2026-11-23T10:00:00.000Z";
    expect(["2026-11-23", "2026-11-22", "2026-11-20", "2025-12-31"].map((day) => dayOf(day, today))).toEqual([
      "Today",
      "Yesterday",
      "Friday 20 November",
      "Wednesday 31 December 2025",
    ]);
  });
});

describe("a line of the file", () => {
  it("quotes what needs it, and lets no cell begin as a formula", () => {
    expect(toLine(["a", 'say "hi"', "x,y", "one\ntwo", ""])).toBe('a,"say ""hi""","x,y","one\ntwo",\r\n');
    expect(toLine(["=1+1", "+1", "-1", "@a", "\ta", "a=b"])).toBe("'=1+1,'+1,'-1,'@a,'\ta,a=b\r\n");
    expect(toLine(['=HYPERLINK("x","y")'])).toBe(`"'=HYPERLINK(""x"",""y"")"\r\n`);
  });
});
