import { describe, expect, it } from "vitest";
import { MOST_ORIGINS, NOTICES, settingsTexts } from "@/lib/accounts/schema";
import { PERMISSIONS } from "@/lib/auth/schema";
import { AccountForm, reminderChoices } from "@/lib/console/account-form";
import { KeyForm } from "@/lib/console/key-form";
import { changedOwner, OwnerForm, type OwnerTexts, ownerErrors, zoneGroups } from "@/lib/console/owner-form";
import { formAction } from "@/lib/http/form-action";
import { consoleWords } from "@/lib/i18n/console/words";
import { UpdateOwnerInput } from "@/lib/users/owner-schema";

/** The settings' forms as a browser sends them, and what becomes of them. */

type Schema = Parameters<typeof formAction>[0];

/** What the form is told, with what the schema made of it as its data. */
function send(schema: Schema, fields: Record<string, string>) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return formAction(schema, async (input) => ({ data: input }))({ ok: false, errors: {}, values: {} }, data);
}

describe("what a button is called beside its word", () => {
  it("holds the word that is seen, so that it can be said to it", () => {
    const { delivery, mails } = consoleWords();
    expect(mails.history.restoreLabel(15)).toContain(mails.history.restore);
    expect(delivery.allowLabel("ana@bakery.example")).toContain(delivery.allow);
    expect(delivery.invitationLabel("ana@bakery.example")).toContain(delivery.invitation);
  });
});

describe("the account's form", () => {
  const ticked = Object.fromEntries(NOTICES.map((notice) => [`notices.${notice}`, "on"]));
  const ACME = { version: "3", name: "Acme", redirectOrigins: "", reminderDays: "", ...ticked };
  const all = (on: boolean) => Object.fromEntries(NOTICES.map((notice) => [notice, on]));

  it("reads one origin a line, as browsers write them, each once", async () => {
    const redirectOrigins = " https://App.example.com/ \r\n\r\nhttp://localhost:3000\nhttps://app.example.com";
    const { data } = await send(AccountForm, { ...ACME, redirectOrigins });
    expect(data).toEqual({
      version: 3,
      change: {
        name: "Acme",
        settings: {
          redirectOrigins: ["https://app.example.com", "http://localhost:3000"],
          reminderDays: null,
          notices: all(true),
        },
      },
    });
  });

  it("names each wrong line, and keeps all of them", async () => {
    const redirectOrigins = "https://app.example.com\nftp://x.example\n\nhttps://a.example/path";
    const state = await send(AccountForm, { ...ACME, redirectOrigins });
    expect(state.errors.redirectOrigins).toMatch(/^Line 2: .+ Line 4: .+/);
    expect(state.errors.redirectOrigins).not.toMatch(/Line [13]:/);
    expect(state.values.redirectOrigins).toBe(redirectOrigins);
  });

  it("says how many lines there may be", async () => {
    const many = Array.from({ length: MOST_ORIGINS + 1 }, (_, i) => `https://a${i}.example`).join("\n");
    expect((await send(AccountForm, { ...ACME, redirectOrigins: many })).errors.redirectOrigins).toContain(
      String(MOST_ORIGINS),
    );
  });

  it("takes an empty choice for no reminder, and each tick taken away for off", async () => {
    const { "notices.declined": _, ...without } = ACME as Record<string, string>;
    const { data } = await send(AccountForm, { ...without, reminderDays: "2" });
    expect(data).toMatchObject({
      change: { settings: { reminderDays: 2, notices: { ...all(true), declined: false } } },
    });
    const none = await send(AccountForm, { version: "3", name: "Acme" });
    expect(none.data).toMatchObject({ change: { settings: { reminderDays: null, notices: all(false) } } });
  });

  it("names every notice there is", () => {
    const { noticesOf, fields } = consoleWords().settings.account;
    expect(Object.keys(noticesOf)).toEqual(NOTICES);
    expect(Object.keys(fields)).toEqual(expect.arrayContaining(NOTICES.map((notice) => `notices.${notice}`)));
  });

  it("shows one switch for all as each of them", () => {
    const settings = { redirectOrigins: [], reminderDays: null };
    const texts = (notices: Parameters<typeof settingsTexts>[0]["settings"]["notices"]) =>
      settingsTexts({ name: "Acme", settings: { ...settings, notices } });
    expect(texts(true)).toMatchObject(ticked);
    expect(Object.values(texts(false)).filter((text) => text === "off")).toHaveLength(NOTICES.length);
    const some = { accepted: true, declined: false, requested: true, cancelled: true, expired: true, batches: true };
    expect(texts(some)).toMatchObject({ ...ticked, "notices.declined": "off" });
  });

  it.each(["0", "31", "2.5", "soon", "-1"])("refuses %j days", async (reminderDays) => {
    expect((await send(AccountForm, { ...ACME, reminderDays })).errors).toEqual({
      reminderDays: "Choose from the list.",
    });
  });

  it("asks for a name", async () => {
    expect((await send(AccountForm, { ...ACME, name: " " })).errors).toEqual({ name: "Fill this in." });
    expect((await send(AccountForm, { ...ACME, name: "" })).errors).toEqual({ name: "Fill this in." });
  });

  it("offers the reminder that is set, however unusual", () => {
    expect(reminderChoices(null)).toEqual([1, 2, 3, 5, 7]);
    expect(reminderChoices(14)).toEqual([1, 2, 3, 5, 7, 14]);
    expect(reminderChoices(2)).toEqual([1, 2, 3, 5, 7]);
  });
});

describe("the form for a key", () => {
  it("takes what is ticked, or leaves it to what the maker holds", async () => {
    const some = await send(KeyForm, {
      name: "Reports",
      scope: "some",
      "may.events:read": "on",
      "may.contacts:manage": "on",
    });
    expect(some.data).toEqual({ name: "Reports", permissions: ["events:read", "contacts:manage"] });
    // What was ticked before the other choice was made counts for nothing.
    const all = await send(KeyForm, { name: "Reports", scope: "all", "may.events:read": "on" });
    expect(all.data).toEqual({ name: "Reports" });
  });

  it("names what is missing, and gets each tick back as it was", async () => {
    const state = await send(KeyForm, { name: "", scope: "some" });
    expect(Object.keys(state.errors).sort()).toEqual(["name", "permissions"]);
    const again = await send(KeyForm, { name: "", scope: "some", "may.events:read": "on" });
    expect(again.errors).toEqual({ name: "Fill this in." });
    expect(again.values).toMatchObject({ scope: "some", "may.events:read": "on" });
  });

  it("refuses a permission that there is not", async () => {
    const state = await send(KeyForm, { name: "Reports", scope: "some", "may.everything": "on" });
    expect(state.ok).toBe(false);
  });

  it("can ask for each permission", async () => {
    const ticks = Object.fromEntries(PERMISSIONS.map((permission) => [`may.${permission}`, "on"]));
    const { data } = await send(KeyForm, { name: "All", scope: "some", ...ticks });
    expect(data).toEqual({ name: "All", permissions: [...PERMISSIONS] });
  });
});

describe("the owner's form", () => {
  const STORED: OwnerTexts = {
    firstName: "Ana",
    lastName: "Lima",
    phone: "",
    jobTitle: "Baker",
    locale: "pt-BR",
    timezone: "",
    companyName: "Blue Bakery",
    companyPhone: "+351 1",
    companyWebsite: "",
    companyAddress: "1 Rua A, 1000 Lisboa",
  };

  /** Nothing that is empty is sent, as formAction leaves it out. */
  function typed(change: Partial<OwnerTexts>, part: "all" | "company" = "all") {
    const fields = Object.entries({ ...STORED, ...change }).filter(([, value]) => value !== "");
    return changedOwner(STORED, OwnerForm.parse({ version: "1", part, ...Object.fromEntries(fields) }));
  }

  it("sends on only what differs, so that an address keeps its parts until somebody writes another", () => {
    expect(typed({})).toEqual({ fields: [], input: {} });
    expect(typed({ firstName: " Ana " }).fields).toEqual([]);
    expect(typed({ phone: "+351 2", companyWebsite: "blue.example" })).toEqual({
      fields: ["phone", "companyWebsite"],
      input: { phone: "+351 2", company: { website: "blue.example" } },
    });
  });

  it("clears what was emptied", () => {
    expect(typed({ jobTitle: "", companyPhone: "" }).input).toEqual({ jobTitle: "", company: { phone: "" } });
  });

  it("leaves the person alone where only the company can be changed", () => {
    expect(typed({ firstName: "Eve", companyName: "Red Bakery" }, "company")).toEqual({
      fields: ["companyName"],
      input: { company: { name: "Red Bakery" } },
    });
  });

  it("names what is wrong as the form does", () => {
    const { input } = typed({ firstName: "", companyName: "", companyWebsite: "javascript:1", timezone: "Mars/Base" });
    expect(
      ownerErrors(input)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(["companyName", "companyWebsite", "firstName", "timezone"]);
  });

  it("offers every time zone, and each is one that is taken", () => {
    const offered = (set: string) => zoneGroups(set).flatMap(({ zones }) => zones.map(({ id }) => id));
    const ids = offered("");
    expect(ids).toEqual(expect.arrayContaining([...Intl.supportedValuesOf("timeZone"), "UTC"]));
    expect(new Set(ids).size).toBe(ids.length);
    for (const timezone of ids) expect(UpdateOwnerInput.safeParse({ timezone }).success, timezone).toBe(true);
    expect(offered("US/Pacific")).toContain("US/Pacific");
    const cities = zoneGroups("").flatMap(({ zones }) => zones.map(({ city }) => city));
    expect(cities).toEqual(expect.arrayContaining(["Lisbon", "New York", "Ushuaia, Argentina"]));
  });
});
