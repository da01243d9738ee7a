import { afterEach, describe, expect, it } from "vitest";
import { setClock } from "@/lib/clock";
import { events } from "@/lib/db/client";
import type { EventView } from "@/lib/events/schema";
import { del, get, post } from "../support/api";
import {
  createKey,
  createMember,
  createPerson,
  createSubAccount,
  createTenant,
  type Tenant,
} from "../support/factories";
import { accept, invited, invitedBusiness, tokenTo } from "../support/invites";

interface Page {
  data: EventView[];
  nextCursor: string | null;
}
const list = async (as: string, search = "") => (await get<Page>(`/v1/events${search}`, { as })).body;
const types = async (as: string, search = "") => (await list(as, search)).data.map(({ type }) => type);
const code = async (as: string, search = "") => {
  const { status, body } = await get(`/v1/events${search}`, { as });
  return status === 200 ? (body as unknown as Page).data.length : body.code;
};

const MINUTE = 60_000;
const DAY = 86_400_000;

async function busyTenant(): Promise<{ acme: Tenant; invitation: string }> {
  const acme = await createTenant();
  const { invitation } = await invited(acme);
  await del(`/v1/accounts/${acme.id}/cancel-invite?invitationId=${invitation.id}`, { as: acme.cookie });
  await post("/v1/contacts", { type: "business", name: "Lima Bakery" }, { as: acme.cookie });
  return { acme, invitation: invitation.id };
}

describe("GET /v1/events", () => {
  afterEach(() => setClock(0));

  it("who, what, when and from where, newest first, and nothing else", async () => {
    const acme = await createTenant();
    const at = Date.now();
    const { invitation } = await invited(acme);
    const { data } = await list(acme.key);
    expect(data.map(({ type }) => type)).toEqual(["invitation.created", "api_key.created"]);
    const [event] = data;
    expect(event).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      type: "invitation.created",
      createdAt: expect.any(String),
      actor: { type: "api_key", id: expect.any(String), name: "tests" },
      account: acme.id,
      subject: { type: "invitation", id: invitation.id },
      detail: {},
      ip: expect.stringMatching(/^10\./),
    });
    expect(Math.abs(Date.parse(event?.createdAt ?? "") - at)).toBeLessThan(MINUTE);
  });

  it("filters by type and by the beginning of types", async () => {
    const { acme } = await busyTenant();
    expect(await types(acme.key, "?type=invitation.created")).toEqual(["invitation.created"]);
    expect(await types(acme.key, "?type=invitation.")).toEqual(["invitation.cancelled", "invitation.created"]);
    expect(await types(acme.key, "?type=contact.")).toEqual(["contact.created"]);
    expect(await types(acme.key, "?type=contact.c")).toEqual([]);
    expect(await types(acme.key, "?type=nothing.")).toEqual([]);
  });

  it("filters by who did it and what it was done to, each alone and together with the rest", async () => {
    const { acme, invitation } = await busyTenant();
    const owner = acme.owner._id.toHexString();
    expect(await types(acme.key, `?actor=${owner}`)).toEqual([
      "contact.created",
      "invitation.cancelled",
      "api_key.created",
    ]);
    expect(await types(acme.key, `?actor=${owner}&type=invitation.`)).toEqual(["invitation.cancelled"]);
    expect(await types(acme.key, `?subject=${invitation}`)).toEqual(["invitation.cancelled", "invitation.created"]);
    expect(await types(acme.key, `?subject=${invitation}&actor=${owner}`)).toEqual(["invitation.cancelled"]);
    expect(await types(acme.key, `?subject=${invitation}&type=invitation.created&actor=${owner}`)).toEqual([]);
  });

  it("from and to are exact to the millisecond, by the application's clock, together with every other filter", async () => {
    const acme = await createTenant();
    setClock(-3 * DAY);
    await invited(acme);
    setClock(-2 * DAY);
    const { invitation } = await invited(acme);
    setClock(0);
    const event = (await list(acme.key, `?subject=${invitation.id}`)).data[0];
    const at = Date.parse(event?.createdAt ?? "");
    const iso = (moment: number) => new Date(moment).toISOString();
    const count = async (search: string) => (await list(acme.key, `?type=invitation.&${search}`)).data.length;
    expect(await count(`from=${iso(at)}&to=${iso(at)}`)).toBe(1);
    expect(await count(`from=${iso(at + 1)}`)).toBe(0);
    expect(await count(`to=${iso(at - 1)}`)).toBe(1);
    expect(await count(`to=${iso(at)}`)).toBe(2);
    expect(await count(`from=${iso(at - DAY - MINUTE)}`)).toBe(2);
    expect(await count(`from=${encodeURIComponent("2020-01-01T00:00:00+02:00")}&to=9999-12-31T23:59:59Z`)).toBe(2);
    expect(await count("from=9999-01-01T00:00:00Z")).toBe(0);
    expect(await count("to=0001-01-01T00:00:00Z")).toBe(0);
    // What happened in the past of the moved clock lies where it happened, not where it was written.
    expect((await list(acme.key)).data.map(({ createdAt }) => createdAt)).toEqual(
      (await list(acme.key)).data
        .map(({ createdAt }) => createdAt)
        .sort()
        .reverse(),
    );
  });

  it("a day alone is its beginning in UTC, at either end", async () => {
    const acme = await createTenant();
    setClock(Date.parse("2030-05-03T00:00:00.500Z") - Date.now());
    await invited(acme);
    const count = async (search: string) => (await list(acme.key, `?type=invitation.&${search}`)).data.length;
    expect(await count("from=2030-05-03")).toBe(1);
    expect(await count("from=2030-05-04")).toBe(0);
    expect(await count("to=2030-05-03")).toBe(0);
    expect(await count("to=2030-05-04")).toBe(1);
  });

  it("pages of any size join to the whole, with a filter as without", async () => {
    const acme = await createTenant();
    for (let index = 0; index < 5; index++) await invited(acme);
    for (const filter of [
      "",
      "&type=invitation.",
      `&actor=${(await list(acme.key)).data[0]?.actor.id}`,
      "&to=2999-01-01T00:00:00Z",
    ]) {
      const whole = (await list(acme.key, `?limit=100${filter}`)).data.map(({ id }) => id);
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Page = await list(acme.key, `?limit=2${filter}${cursor ? `&cursor=${cursor}` : ""}`);
        seen.push(...page.data.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor);
      expect([filter, seen]).toEqual([filter, whole]);
      expect(whole.length).toBeGreaterThanOrEqual(5);
    }
  });
});

describe("whose events", () => {
  it("an owner and a key see what happened in the account and below it; the account below sees its own", async () => {
    const acme = await createTenant();
    const { invitation, account } = await invitedBusiness(acme);
    await accept(await tokenTo(invitation.email));
    await invited(acme, { accountId: account.id });
    const all = ["invitation.created", "account.activated", "invitation.accepted"];
    for (const as of [acme.key, acme.cookie]) expect(await types(as)).toEqual(expect.arrayContaining(all));
    const below = await list(acme.key, `?account=${account.id}`);
    expect(below.data.map(({ type }) => type)).toEqual(["invitation.created", "account.activated"]);
    expect(new Set(below.data.map((event) => event.account))).toEqual(new Set([account.id]));
  });

  it("an admin sees those of the own account and none of an account below it", async () => {
    const acme = await createTenant();
    const sub = await createSubAccount(acme);
    await invited(acme);
    await invited(sub);
    const admin = await createMember(acme, "admin");
    const actor = acme.owner._id.toHexString();
    for (const search of ["", "?type=api_key.", `?actor=${actor}`, `?actor=${actor}&type=api_key.created`]) {
      const { data } = await list(admin.cookie, search);
      expect([search, new Set(data.map(({ account }) => account))]).toEqual([search, new Set([acme.id])]);
    }
    expect((await list(acme.cookie)).data.some(({ account }) => account === sub.id)).toBe(true);
    expect(await code(admin.cookie, `?account=${sub.id}`)).toBe("not_found");
  });

  it("403 for a member and for a key without events:read", async () => {
    const acme = await createTenant();
    const member = await createMember(acme, "member");
    expect(await code(member.cookie)).toBe("forbidden");
    expect(await code(await createKey(acme, ["invitations:read"]))).toBe("forbidden");
    expect(await code(await createKey(acme, ["events:read"]))).toBeGreaterThan(0);
  });

  it("another tenant's account is 404, malformed or not; its actors and subjects find nothing", async () => {
    const acme = await createTenant();
    const { acme: other, invitation } = await busyTenant();
    for (const id of [other.id, "64b8f0c2a1d3e4f5a6b7c8d9", "x"])
      expect(await code(acme.key, `?account=${id}`)).toBe("not_found");
    for (const filter of [`actor=${other.owner._id.toHexString()}`, `subject=${invitation}`, "actor=x", "subject=x"]) {
      expect([filter, await list(acme.key, `?${filter}`)]).toEqual([filter, { data: [], nextCursor: null }]);
    }
  });

  it("a person without an account of their own has to say which", async () => {
    const person = await createPerson();
    expect(await code(person.cookie)).toBe("forbidden");
  });

  it.each([
    "?type=x",
    "?type=$ne",
    "?type[$ne]=a",
    "?from=yesterday",
    "?to=1",
    "?limit=0",
    "?cursor=x",
    "?x=1",
    "?type=a.&type=b.",
  ])("400 for %s", async (search) => {
    expect(await code((await createTenant()).key, search)).toBe("invalid_request");
  });

  it.each(["from=yesterday", "to=2026-11-23T10:00:00", "from=2026-02-30"])(
    "400 for a time that is none (%s) says what is one",
    async (search) => {
      const { body } = await get(`/v1/events?${search}`, { as: (await createTenant()).key });
      expect(body.errors).toEqual([
        {
          path: search.slice(0, search.indexOf("=")),
          code: "invalid_value",
          message: "Must be a time with its zone, such as 2026-11-23T00:00:00Z, or a day, such as 2026-11-23.",
        },
      ]);
    },
  );
});

describe("every page costs the same", () => {
  it.each([
    ["all", "", "account"],
    ["a type", "?type=invitation.created", "account_type"],
    ["a type of which there is none", "?type=contact.deleted", "account_type"],
    ["a person", "?actor=OWNER", "account_actor"],
    ["a person and a type", "?actor=OWNER&type=contact.", "account_actor"],
    ["a time", "?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z", "account"],
  ])("%s: no more is looked at than is shown", async (_name, search, index) => {
    const { acme } = await busyTenant();
    const [sample] = await events().find({ account: acme.account._id, type: "invitation.created" }).toArray();
    if (!sample) throw new Error("A busy tenant has invited somebody");
    const many = Array.from({ length: 400 }, () => {
      const { _id, ...rest } = sample;
      return { ...rest, _id: new (Object.getPrototypeOf(_id).constructor)() };
    });
    await events().insertMany(many);
    await events().db.command({ profile: 2 });
    try {
      await get(`/v1/events${search.replace("OWNER", acme.owner._id.toHexString())}`, { as: acme.key });
    } finally {
      await events().db.command({ profile: 0 });
    }
    const [read] = await events()
      .db.collection("system.profile")
      .find({ ns: events().namespace, "command.find": "events" })
      .sort({ $natural: -1 })
      .limit(1)
      .toArray();
    expect(read?.planSummary).toContain("accounts");
    expect(read?.command.hint).toBe(index);
    expect(read?.hasSortStage).toBeUndefined();
    expect(read?.docsExamined).toBeLessThanOrEqual(30);
    expect(read?.keysExamined).toBeLessThanOrEqual(120);
  });
});
