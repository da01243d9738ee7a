import { describe, expect, it } from "vitest";
import { userActor } from "@/lib/auth/session";
import { countTabs } from "@/lib/console/counts";
import { findByName } from "@/lib/console/find";
import { readLately } from "@/lib/console/lately";
import { readOverview } from "@/lib/console/overview";
import { previewInvite } from "@/lib/console/preview";
import { invitations, mails } from "@/lib/db/client";
import { newId, parseId } from "@/lib/db/ids";
import { createContact, createMember, createTenant } from "../support/factories";
import { invited, invitedBusiness } from "../support/invites";

/** What the console reads beyond the API. */

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

    const { needs, expiring, moreUndelivered } = await readOverview(owner, tenant.account._id);
    expect(needs.map(({ kind, name }) => [kind, name])).toEqual([
      ["asked", "Asking"],
      ["bounced", "Bounced"],
      ["expiring", "Ending"],
    ]);
    expect(needs[1]?.detail).toBe("550 no such domain");
    expect({ expiring, moreUndelivered }).toEqual({ expiring: 0, moreUndelivered: 0 });
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
    expect(overview.month).toMatchObject({ invited: 2, sent: 1, delivered: 1, accepted: 1 });
    expect(overview.untouched).toBe(false);
    expect(overview.days).toHaveLength(30);
    expect(overview.days.at(-1)).toEqual({ day: new Date().toISOString().slice(0, 10), count: 1 });
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
    expect(less).toEqual({ invitations: [], contacts: [], accounts: [] });
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

function idOf(text: string) {
  const id = parseId(text);
  if (id === null) throw new Error(`${text} is no id`);
  return id;
}

async function set(id: string, fields: Record<string, unknown>): Promise<void> {
  await invitations().updateOne({ _id: idOf(id) }, { $set: fields });
}
