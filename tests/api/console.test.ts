import { afterEach, describe, expect, it } from "vitest";
import { userActor } from "@/lib/auth/session";
import { advanceBatch } from "@/lib/batches/advance";
import { idsOf } from "@/lib/batches/ids";
import { runRound } from "@/lib/batches/run-chunk";
import type { BatchView } from "@/lib/batches/schema";
import { setClock } from "@/lib/clock";
import { readActivity } from "@/lib/console/activity";
import { countTabs } from "@/lib/console/counts";
import { findByName } from "@/lib/console/find";
import { readLately } from "@/lib/console/lately";
import { readOverview } from "@/lib/console/overview";
import { previewInvite } from "@/lib/console/preview";
import { batches, events, invitations, mails } from "@/lib/db/client";
import { newId, parseId } from "@/lib/db/ids";
import { getInvitation, listInvitations } from "@/lib/invitations/list";
import { inviteById } from "@/lib/invitations/resend";
import { post } from "../support/api";
import {
  address,
  createContact,
  createMember,
  createSubAccount,
  createTenant,
  type Tenant,
} from "../support/factories";
import { invited, invitedBusiness } from "../support/invites";
import { listOfPeople } from "../support/list-of-people";

/** What the console reads beyond the API. */

const DAY = 86_400_000;

describe("the overview", () => {
  it("puts who asks for a new link before mail that did not arrive, and that before what ends within a day", async () => {
    const tenant = await createTenant();
    const owner = userActor(tenant.owner, null);
    const ending = await invited(tenant, { firstName: "Ending" });
    const bounced = await invited(tenant, { firstName: "Bounced" });
    const asking = await invited(tenant, { firstName: "Asking" });
    await invited(tenant, { firstName: "Waiting" });
    const inAnHour = new Date(Date.now() + 3_600_000);
    await set(ending.invitation.id, { expiresAt: inAnHour });
    await set(bounced.invitation.id, { "delivery.status": "bounced", "delivery.error": "550 no such domain" });
    await set(asking.invitation.id, { status: "expired", timeline: [{ at: new Date(), event: "requested" }] });

    const { needs, expiring, trouble } = await readOverview(owner, tenant.account._id);
    expect(needs.map(({ kind, name }) => [kind, name])).toEqual([
      ["asked", "Asking"],
      ["bounced", "Bounced"],
      ["expiring", "Ending"],
    ]);
    expect(needs[1]?.detail).toBe("550 no such domain");
    expect({ expiring, trouble }).toEqual({ expiring: 0, trouble: 0 });
  });

  it("forgets a bounce once the address is corrected and sent to again, in one step", async () => {
    const tenant = await createTenant();
    const owner = userActor(tenant.owner, null);
    const { invitation } = await invited(tenant, { email: "ana@bakery.con" });
    await set(invitation.id, {
      "delivery.status": "bounced",
      "delivery.error": "The mail to ana@bakery.con bounced: the domain does not exist.",
      "delivery.code": "domain_missing",
      remindedAt: new Date(),
    });
    const before = await getInvitation(owner, idOf(invitation.id));
    expect(before.delivery).toMatchObject({ status: "bounced", code: "domain_missing" });
    expect(before.remindedAt).not.toBeNull();
    await inviteById(owner, tenant.account._id, { invitationId: invitation.id, email: "ana@bakery.com" });
    const after = await getInvitation(owner, idOf(invitation.id));
    expect(after).toMatchObject({ email: "ana@bakery.com", delivery: { status: "queued" }, remindedAt: null });
    expect(after.delivery).not.toHaveProperty("code");
    expect((await readOverview(owner, tenant.account._id)).needs).toEqual([]);
  });

  it("forgets who asked once a new invitation was sent", async () => {
    const tenant = await createTenant();
    const first = await invited(tenant);
    await set(first.invitation.id, { status: "expired", timeline: [{ at: new Date(), event: "requested" }] });
    const doc = await invitations().findOne({ _id: idOf(first.invitation.id) });
    if (!doc) throw new Error("It was just made");
    await invitations().insertOne({ ...doc, _id: newId(), status: "pending" });
    const { needs } = await readOverview(userActor(tenant.owner, null), tenant.account._id);
    expect(needs).toEqual([]);
  });

  it("tells many that end within a day by their number", async () => {
    const tenant = await createTenant();
    for (let i = 0; i < 4; i++) {
      const { invitation } = await invited(tenant);
      await set(invitation.id, { expiresAt: new Date(Date.now() + 3_600_000) });
    }
    const overview = await readOverview(userActor(tenant.owner, null), tenant.account._id);
    expect(overview.needs).toEqual([]);
    expect(overview.expiring).toBe(4);
  });

  it("counts this month and the last 30 days", async () => {
    const tenant = await createTenant();
    const owner = userActor(tenant.owner, null);
    const { invitation } = await invited(tenant);
    await invited(tenant, { sendEmail: false });
    await set(invitation.id, {
      status: "accepted",
      "delivery.status": "delivered",
      timeline: [{ at: new Date(), event: "accepted" }],
    });
    const overview = await readOverview(owner, tenant.account._id);
    expect(overview.month).toMatchObject({ invited: 2, taken: 1, delivered: 1, accepted: 1, bounced: 0 });
    expect(overview.untouched).toBe(false);
    expect(overview.days).toHaveLength(30);
    expect(overview.days.at(-1)).toEqual({ day: new Date().toISOString().slice(0, 10), count: 1 });
  });

  it("counts as delivered what a provider said so of, and as taken what a silent transport took", async () => {
    const tenant = await createTenant();
    const owner = userActor(tenant.owner, null);
    const all = await Promise.all(Array.from({ length: 5 }, () => invited(tenant)));
    const states = ["sent", "sent", "bounced", "queued", "sent"];
    for (const [index, { invitation }] of all.entries()) {
      await set(invitation.id, { "delivery.status": states[index], "delivery.transport": "mailbox" });
    }
    const { month } = await readOverview(owner, tenant.account._id);
    expect(month).toMatchObject({ invited: 5, taken: 3, delivered: 0, bounced: 1 });
    const [one, other] = all;
    await set(one?.invitation.id ?? "", { "delivery.status": "complained", "delivery.transport": "resend" });
    await set(other?.invitation.id ?? "", { "delivery.transport": "resend" });
    // The third is the mailbox's, and has come; of the second Resend has yet to tell.
    expect((await readOverview(owner, tenant.account._id)).month).toMatchObject({ taken: 3, delivered: 2 });
  });

  it("tells what an address mends before the rest, the newest of each first, and counts all where there are more", async () => {
    const tenant = await createTenant();
    const owner = userActor(tenant.owner, null);
    const states = ["unknown", "suppressed", "complained", "bounced", "failed", "bounced", "unknown"];
    for (const status of states) {
      const { invitation } = await invited(tenant, { firstName: status });
      await set(invitation.id, { "delivery.status": status });
    }
    const { needs, trouble } = await readOverview(owner, tenant.account._id);
    expect(needs.map(({ kind }) => kind)).toEqual(["bounced", "bounced", "failed", "complained", "suppressed"]);
    expect(trouble).toBe(states.length);
  });

  it("leads from what it counts to a list of exactly that", async () => {
    const tenant = await createTenant();
    const owner = userActor(tenant.owner, null);
    const troubled = ["unknown", "suppressed", "complained", "bounced", "failed", "bounced"];
    const ids: string[] = [];
    for (const status of [...troubled, "sent", "delivered", "queued", "none"]) {
      const { invitation } = await invited(tenant, { firstName: status });
      await set(invitation.id, { "delivery.status": status });
      if (troubled.includes(status)) ids.push(invitation.id);
    }
    const over = await invited(tenant);
    await set(over.invitation.id, { status: "cancelled", "delivery.status": "bounced" });
    const { trouble } = await readOverview(owner, tenant.account._id);
    const query = { status: "pending", delivery: "trouble", limit: 4 } as const;
    const page = await listInvitations(owner, tenant.account._id, query);
    const rest = await listInvitations(owner, tenant.account._id, { ...query, cursor: page.nextCursor ?? "" });
    const found = [...page.data, ...rest.data].map(({ id }) => id);
    expect(found).toEqual(ids.toReversed());
    expect(trouble).toBe(found.length);
  });

  it("counts every invitation of the month in one part: spam reports arrived, failed and stopped mail was not sent", async () => {
    const tenant = await createTenant();
    const owner = userActor(tenant.owner, null);
    for (const status of ["delivered", "complained", "bounced", "failed", "suppressed", "unknown", "queued"]) {
      const { invitation } = await invited(tenant);
      await set(invitation.id, { "delivery.status": status, "delivery.transport": "resend" });
    }
    const { month } = await readOverview(owner, tenant.account._id);
    expect(month).toMatchObject({ invited: 7, delivered: 2, bounced: 1, unsent: 2, unmailed: 0 });
  });

  it("waits for no word of mails that will never leave: of ended invitations, and where none was asked for", async () => {
    const tenant = await createTenant();
    const owner = userActor(tenant.owner, null);
    for (const status of ["pending", "cancelled", "declined", "expired", "accepted"]) {
      const { invitation } = await invited(tenant);
      await set(invitation.id, { status, "delivery.status": "queued" });
    }
    const late = (await invited(tenant)).invitation;
    await set(late.id, { status: "expired", "delivery.status": "sent", "delivery.transport": "resend" });
    await invited(tenant, { sendEmail: false });
    const { month } = await readOverview(owner, tenant.account._id);
    // The rest has no word yet: the one that is open and waits.
    expect(month).toMatchObject({ invited: 7, taken: 1, bounced: 0, unsent: 0, unmailed: 5 });
  });

  it("offers to remind of what ends within a day where somebody can be, to whoever may", async () => {
    const tenant = await createTenant();
    const owner = userActor(tenant.owner, null);
    const hour = 3_600_000;
    const soon = { expiresAt: new Date(Date.now() + 5 * hour), issuedAt: new Date(Date.now() - 30 * hour) };
    const one = (await invited(tenant)).invitation;
    await set(one.id, { ...soon, "delivery.status": "delivered" });
    const read = async (actor = owner) => readOverview(actor, tenant.account._id);
    expect((await read()).needs).toMatchObject([{ kind: "expiring", remindable: true }]);
    await set(one.id, { remindedAt: new Date(Date.now() - hour) });
    expect((await read()).needs).toMatchObject([{ kind: "expiring", remindable: false }]);

    for (let index = 0; index < 4; index++) {
      const { invitation } = await invited(tenant);
      await set(invitation.id, { ...soon, "delivery.status": index === 0 ? "sent" : "queued" });
    }
    expect(await read()).toMatchObject({ needs: [], expiring: 5, remindable: true });
    // An admin sends no invitations of businesses, and so reminds of none.
    const business = (await invitedBusiness(tenant)).invitation;
    await invitations().updateMany({ scope: tenant.account._id }, { $set: { "delivery.status": "queued" } });
    await set(business.id, { ...soon, "delivery.status": "sent" });
    const admin = userActor((await createMember(tenant, "admin")).user, null);
    expect((await read(admin)).remindable).toBe(false);
    expect((await read()).remindable).toBe(true);
  });

  it("says where nobody was ever invited", async () => {
    const tenant = await createTenant();
    const overview = await readOverview(userActor(tenant.owner, null), tenant.account._id);
    expect(overview).toMatchObject({ untouched: true, needs: [], month: { invited: 0 } });
  });

  it("403 for a member, 404 for a stranger", async () => {
    const tenant = await createTenant();
    const member = await createMember(tenant, "member");
    const stranger = await createTenant();
    const { _id } = tenant.account;
    await expect(readOverview(userActor(member.user, null), _id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(readOverview(userActor(stranger.owner, null), _id)).rejects.toMatchObject({ code: "not_found" });
    await expect(readLately(userActor(member.user, null), _id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(countTabs(userActor(stranger.owner, null), _id)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("lately", () => {
  it("names who did what to whom", async () => {
    const tenant = await createTenant();
    const { invitation } = await invited(tenant, { firstName: "Ana", lastName: "Lima" });
    const [entry] = await readLately(userActor(tenant.owner, null), tenant.account._id);
    expect(entry).toMatchObject({ type: "invitation.created", what: "Ana Lima" });
    expect(entry?.subject).toEqual({ type: "invitation", id: invitation.id });
  });

  describe("after a list", () => {
    afterEach(() => setClock(0));

    it("tells the list and what happened before it, not each row; the activity tells every one", async () => {
      setClock(-2 * DAY);
      const tenant = await createTenant();
      const owner = userActor(tenant.owner, null);
      setClock(-DAY);
      await invited(tenant, { firstName: "Ana", lastName: "Lima" });
      setClock(-DAY / 2);
      await createdContact(tenant, "Lima Bakery");
      setClock(0);
      await runList(tenant, "user", 30);
      await runList(tenant, "business", 30);

      const lately = await readLately(owner, tenant.account._id);
      expect(lately.map(({ type, what }) => [type, what])).toEqual([
        ["batch.completed", "business.csv"],
        ["batch.started", "business.csv"],
        ["batch.created", "business.csv"],
        ["batch.completed", "user.csv"],
        ["batch.started", "user.csv"],
        ["batch.created", "user.csv"],
        ["contact.created", "Lima Bakery"],
        ["invitation.created", "Ana Lima"],
        ["api_key.created", "tests"],
      ]);

      const told = new Map<string, number>();
      for (let cursor: string | undefined, more = true; more; ) {
        const page = await readActivity(owner, tenant.account._id, {}, { limit: 100, cursor });
        for (const { type } of page.entries) told.set(type, (told.get(type) ?? 0) + 1);
        cursor = page.nextCursor ?? undefined;
        more = cursor !== undefined;
      }
      expect(Object.fromEntries(told)).toMatchObject({ "invitation.created": 61, "contact.created": 31 });
    });

    it("tells so of a list below as well, to whoever sees what happens there, and to an admin only of the own account", async () => {
      const tenant = await createTenant();
      const below = await createSubAccount(tenant);
      setClock(-DAY);
      await invited(tenant, { firstName: "Ana" });
      setClock(0);
      await runList(below, "user", 20);
      const admin = userActor((await createMember(tenant, "admin")).user, null);
      await runList(tenant, "user", 20);

      const types = async (actor: typeof admin) =>
        (await readLately(actor, tenant.account._id)).map(({ type, below: under }) => (under ? `below ${type}` : type));
      const list = ["batch.completed", "batch.started", "batch.created"];
      const whole = await types(userActor(tenant.owner, null));
      expect(whole.filter((type) => !type.endsWith("api_key.created"))).toEqual([
        ...list,
        ...list.map((type) => `below ${type}`),
        "invitation.created",
      ]);
      expect(whole).toContain("below api_key.created");
      const own = await types(admin);
      expect(own.filter((type) => type !== "api_key.created")).toEqual([...list, "invitation.created"]);
    });

    it.each(["owner", "admin"] as const)("costs an %s the same however long the lists were", async (role) => {
      const tenant = await createTenant();
      const { account } = tenant;
      setClock(-DAY);
      await invited(tenant, { firstName: "Ana" });
      setClock(0);
      for (const type of ["user", "business"] as const) await runList(tenant, type, 20);
      await lengthenLists(tenant, 3000);
      const actor = userActor(role === "owner" ? tenant.owner : (await createMember(tenant, role)).user, null);

      const since = new Date();
      await events().db.command({ profile: 2 });
      let lately: Awaited<ReturnType<typeof readLately>>;
      try {
        lately = await readLately(actor, account._id);
      } finally {
        await events().db.command({ profile: 0 });
      }
      expect(lately.map(({ type }) => type)).toContain("invitation.created");
      expect(lately.filter(({ type }) => type.startsWith("batch."))).toHaveLength(6);
      const reads = await events()
        .db.collection("system.profile")
        .find({ ns: events().namespace, "command.find": "events", ts: { $gte: since } })
        .toArray();
      const sum = (figure: string) => reads.reduce((total, read) => total + Number(read[figure]), 0);
      expect(reads.length).toBeGreaterThan(1);
      expect(reads.length).toBeLessThanOrEqual(6);
      expect(sum("docsExamined")).toBeLessThanOrEqual(60);
      expect(sum("keysExamined")).toBeLessThanOrEqual(120);
      expect(reads.filter(({ hasSortStage }) => hasSortStage)).toEqual([]);
    });
  });
});

describe("the palette", () => {
  it("finds invitations and contacts by how they begin, and for a member neither", async () => {
    const tenant = await createTenant();
    await createContact(tenant, { name: "Blue Bakery" });
    await invitedBusiness(tenant, { business: { name: "Bluebird Books" }, firstName: "Ana" });
    const found = await findByName(userActor(tenant.owner, null), tenant.account._id, "blue");
    expect(found.contacts.map(({ name }) => name).sort()).toEqual(["Blue Bakery", "Bluebird Books"]);
    expect(found.invitations).toMatchObject([{ name: "Ana", account: "Bluebird Books" }]);

    const member = await createMember(tenant, "member");
    const less = await findByName(userActor(member.user, null), tenant.account._id, "blue");
    expect(less).toEqual({ invitations: [], contacts: [], accounts: [], lists: [] });
  });
});

describe("the tabs", () => {
  it("count each status, and in an opened account the invitation that opened it", async () => {
    const tenant = await createTenant();
    const owner = userActor(tenant.owner, null);
    await invited(tenant);
    const business = await invitedBusiness(tenant);
    expect(await countTabs(owner, tenant.account._id)).toEqual({ pending: 2, accepted: 0, expired: 0, all: 2 });
    const opened = await countTabs(owner, idOf(business.account.id));
    expect(opened).toEqual({ pending: 1, accepted: 0, expired: 0, all: 1 });
  });
});

describe("the preview", () => {
  it("shows what was typed, and writes nothing", async () => {
    const tenant = await createTenant({ name: "Acme" });
    const before = await mails().countDocuments({ account: tenant.account._id });
    const preview = await previewInvite(userActor(tenant.owner, null), tenant.account._id, {
      type: "business",
      business: "Blue Bakery",
      email: "ana@bakery.com",
      firstName: "Ana",
      lastName: "",
      message: "Welcome <b>aboard</b>",
    });
    expect(preview.subject).toContain("Blue Bakery");
    expect(preview.html).toContain("Welcome &lt;b&gt;aboard&lt;/b&gt;");
    expect(await mails().countDocuments({ account: tenant.account._id })).toBe(before);
  });
});

/** Uploads a list, and runs it to its end. */
async function runList(tenant: Tenant, type: "user" | "business", rows: number): Promise<void> {
  const { csv } = listOfPeople(type, rows, address(type).replace("@example.com", ""));
  const search = new URLSearchParams({ type, sendEmail: "false", name: `${type}.csv` });
  const { body } = await post<{ batch: BatchView }>(`/v1/accounts/invite?${search}`, csv, {
    as: tenant.key,
    headers: { "content-type": "text/csv" },
  });
  while ((await runRound("tests")).handled > 0);
  await advanceBatch(idOf(body.batch.id));
  expect((await batches().findOne({ _id: idOf(body.batch.id) }))?.status).toBe("completed");
}

/** As if the account's lists had had so many rows more; as its events alone tell. */
async function lengthenLists({ account }: Tenant, rows: number): Promise<void> {
  const lists = await batches().find({ account: account._id }).toArray();
  for (const list of lists) {
    const idsOfRow = idsOf(list);
    const [invitation] = await invitations().find({ batch: list._id }).limit(1).toArray();
    if (!invitation) throw new Error("Its list invited somebody");
    const told = await events()
      .find({ "subject.id": { $in: [invitation._id, invitation.contact ?? invitation._id] } })
      .toArray();
    const more = told.flatMap((event) =>
      Array.from({ length: rows }, (_, index) => {
        const ids = idsOfRow(1000 + index);
        const [_id, id] =
          event.subject.type === "contact"
            ? [ids.of("known"), ids.of("contact")]
            : [ids.of("invited"), ids.of("invitation")];
        return { ...event, _id, subject: { ...event.subject, id } };
      }),
    );
    await events().insertMany(more);
  }
}

async function createdContact(tenant: Tenant, name: string): Promise<void> {
  const { status } = await post("/v1/contacts", { type: "business", name }, { as: tenant.cookie });
  expect(status).toBe(201);
}

function idOf(text: string) {
  const id = parseId(text);
  if (id === null) throw new Error(`${text} is no id`);
  return id;
}

async function set(id: string, fields: Record<string, unknown>): Promise<void> {
  await invitations().updateOne({ _id: idOf(id) }, { $set: fields });
}
