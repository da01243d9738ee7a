import { describe, expect, it } from "vitest";
import { invitations } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import { viewInvite } from "@/lib/invitations/mail-again";
import type { InvitationDetail, InvitationView } from "@/lib/invitations/schema";
import { del, get, post } from "../../support/api";
import { address, createMember, createSubAccount, createTenant } from "../../support/factories";
import { accept, invitationDoc, invited, invitedBusiness, tokenTo } from "../../support/invites";

interface Page {
  data: InvitationView[];
  nextCursor: string | null;
}
const list = async (id: string, as: string, search = "") =>
  (await get<Page>(`/v1/accounts/${id}/invitations${search}`, { as })).body;
const ids = async (id: string, as: string, search = "") => (await list(id, as, search)).data.map((one) => one.id);

describe("GET /v1/accounts/:id/invitations", () => {
  it("newest first: those scoped there, and the one that opened it", async () => {
    const acme = await createTenant();
    const one = await invitedBusiness(acme);
    const two = await invited(acme);
    await accept(await tokenTo(one.invitation.email));
    const three = await invited(acme, { accountId: one.account.id });
    expect(await ids(acme.id, acme.key)).toEqual([two.invitation.id, one.invitation.id]);
    expect(await ids(one.account.id, acme.key)).toEqual([three.invitation.id, one.invitation.id]);
    expect((await list(acme.id, acme.key)).data[0]).not.toHaveProperty("timeline");
  });

  it("filters by status, delivery, type and role, each alone and together", async () => {
    const acme = await createTenant();
    const business = (await invitedBusiness(acme)).invitation.id;
    const admin = (await invited(acme, { role: "admin", sendEmail: false })).invitation.id;
    const member = (await invited(acme)).invitation.id;
    await del(`/v1/accounts/${acme.id}/cancel-invite?invitationId=${member}&notify=false`, { as: acme.key });
    const by = (search: string) => ids(acme.id, acme.key, search);
    expect(await by("?status=cancelled")).toEqual([member]);
    expect(await by("?status=pending")).toEqual([admin, business]);
    expect(await by("?delivery=none")).toEqual([admin]);
    expect(await by("?type=business")).toEqual([business]);
    expect(await by("?role=owner")).toEqual([business]);
    expect(await by("?type=user&status=pending&role=admin&delivery=none")).toEqual([admin]);
    expect(await by("?batch=64b8f0c2a1d3e4f5a6b7c8d9")).toEqual([]);
  });

  it("q is a prefix of one name or address, and nothing between two of them", async () => {
    const acme = await createTenant();
    const zoe = (await invited(acme, { email: "alice@lima.example", firstName: "Zoë", lastName: "Young" })).invitation
      .id;
    const bakery = (await invitedBusiness(acme, { email: "b@b.example", business: { name: "Müller & Co 🌱" } }))
      .invitation.id;
    const by = (q: string) => ids(acme.id, acme.key, `?q=${encodeURIComponent(q)}`);
    for (const q of ["zoë", "ZOË YO", "young", "alice@", "Alice@LIMA"]) expect([q, await by(q)]).toEqual([q, [zoe]]);
    for (const q of ["müller", "Müller & co ", "b@b"]) expect([q, await by(q)]).toEqual([q, [bakery]]);
    for (const q of ["lima", "o", "m", ".*", "^z", "$"])
      expect([q, await by(q)]).toEqual([q, q === "m" ? [bakery] : []]);
  });

  it("q with every filter, and in the opened account the invitation that opened it", async () => {
    const acme = await createTenant();
    const lima = await invitedBusiness(acme, { email: "ana@lima.example", business: { name: "Anabel" } });
    const ana = (await invited(acme, { firstName: "Ana", lastName: "Anders", role: "admin" })).invitation.id;
    const anna = (await invited(acme, { firstName: "Anna", email: "ana@dreas.example" })).invitation.id;
    await del(`/v1/accounts/${acme.id}/cancel-invite?invitationId=${anna}&notify=false`, { as: acme.key });
    const by = (search: string) => ids(acme.id, acme.key, `?q=an${search}`);
    // In the order of what begins so: "ana", "ana@dreas…", "ana@lima…".
    expect(await by("")).toEqual([ana, anna, lima.invitation.id]);
    expect(await by("&status=cancelled")).toEqual([anna]);
    expect(await by("&status=pending")).toEqual([ana, lima.invitation.id]);
    expect(await by("&type=business")).toEqual([lima.invitation.id]);
    expect(await by("&type=user&status=pending")).toEqual([ana]);
    expect(await by("&role=admin")).toEqual([ana]);
    expect(await by("&role=owner&type=user")).toEqual([]);
    expect(await by("&status=accepted&role=member")).toEqual([]);
    for (const [q, found] of [
      ["anab", [lima.invitation.id]],
      ["ana@lima", [lima.invitation.id]],
      ["undefined", []],
      ["ann", []],
    ] as const) {
      expect([q, await ids(lima.account.id, acme.key, `?q=${q}`)]).toEqual([q, found]);
    }
  });

  it("an address with another alphabet is found as it is read and as it is compared", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme, { email: "zoe@bäckerei.example" });
    for (const q of ["zoe@bäck", "zoe@xn--bckerei"])
      expect([q, await ids(acme.id, acme.key, `?q=${encodeURIComponent(q)}`)]).toEqual([q, [invitation.id]]);
  });

  it("whoever is moved to another address is found by the new one alone", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme, { email: "old@bäckerei.example" });
    await post(
      `/v1/accounts/${acme.id}/invite`,
      { invitationId: invitation.id, email: "new@lima.example" },
      { as: acme.key },
    );
    for (const [q, found] of [
      ["old@b", []],
      ["new@lima", [invitation.id]],
    ] as const)
      expect([q, await ids(acme.id, acme.key, `?q=${encodeURIComponent(q)}`)]).toEqual([q, found]);
  });

  it("pages of any size join to the whole, of a search as well", async () => {
    const acme = await createTenant();
    for (const firstName of ["Ana", "Ana", "Anna", "Ana", "Ada"])
      await invited(acme, { firstName, lastName: "Analyst" });
    const whole = await ids(acme.id, acme.key, "?q=an");
    expect(new Set(whole).size).toBe(5);
    for (const limit of [1, 2, 5]) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Page = await list(acme.id, acme.key, `?q=an&limit=${limit}${cursor ? `&cursor=${cursor}` : ""}`);
        seen.push(...page.data.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toEqual(whole);
    }
  });

  it("pages of any size join to the whole", async () => {
    const acme = await createTenant();
    for (let index = 0; index < 5; index++) await invited(acme);
    const whole = await ids(acme.id, acme.key);
    for (const limit of [1, 2, 5]) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Page = await list(acme.id, acme.key, `?limit=${limit}${cursor ? `&cursor=${cursor}` : ""}`);
        seen.push(...page.data.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toEqual(whole);
    }
  });

  it.each([
    ["q", "?q=an"],
    ["q within a tab", "?q=an&status=pending"],
    ["q of one type", "?q=an&type=user"],
    ["a tab", "?status=accepted"],
    ["a type of which there is none", "?type=business"],
    ["a delivery of which there is none", "?delivery=bounced"],
  ])("%s: no more is looked at than is shown, however many there are", async (_name, search) => {
    const acme = await createTenant();
    const { invitation } = await invited(acme, { firstName: "Ana", lastName: "Anders", email: address("ana") });
    const sample = await invitationDoc(invitation.id);
    const status = (index: number) => (index % 2 ? ("accepted" as const) : ("cancelled" as const));
    const many = Array.from({ length: 600 }, (_, index) => ({ ...sample, _id: newId(), status: status(index) }));
    await invitations().insertMany(many);
    await invitations().db.command({ profile: 2 });
    try {
      await list(acme.id, acme.key, search);
    } finally {
      await invitations().db.command({ profile: 0 });
    }
    const reads = await invitations()
      .db.collection("system.profile")
      .find({ ns: invitations().namespace, "command.filter.scope": acme.account._id })
      .toArray();
    expect(reads.length).toBeGreaterThan(0);
    for (const read of reads) {
      expect([read.planSummary, read.hasSortStage]).toEqual([read.planSummary, undefined]);
      expect([read.planSummary, read.docsExamined <= 120]).toEqual([read.planSummary, true]);
    }
  });

  it("what is still being prepared is listed nowhere", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme);
    await invitations().updateOne({ _id: (await invitationDoc(invitation.id))._id }, { $set: { status: "preparing" } });
    expect(await ids(acme.id, acme.key)).toEqual([]);
    expect((await get(`/v1/invitations/${invitation.id}`, { as: acme.key })).code).toBe("not_found");
  });

  it.each([
    "?status=open",
    "?delivery=lost",
    "?type=person",
    "?role=boss",
    "?limit=0",
    "?cursor=x",
    "?x=1",
    "?q=a&q=b",
    "?status=preparing",
  ])("400 for %s", async (search) => {
    const acme = await createTenant();
    const { status, code } = await get(`/v1/accounts/${acme.id}/invitations${search}`, { as: acme.key });
    expect([status, code]).toEqual([400, "invalid_request"]);
  });
});

describe("GET /v1/invitations/:id", () => {
  it("with its timeline, oldest first", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme);
    await tokenTo(invitation.email);
    await post(`/v1/accounts/${acme.id}/invite`, { invitationId: invitation.id }, { as: acme.key });
    const token = await tokenTo(invitation.email);
    await viewInvite(token);
    await accept(token);
    const { body } = await get<InvitationDetail>(`/v1/invitations/${invitation.id}`, { as: acme.key });
    expect(body).toMatchObject({
      id: invitation.id,
      status: "accepted",
      sends: 2,
      delivery: { status: "sent", transport: "mailbox" },
    });
    expect(body.viewedAt).not.toBeNull();
    expect(body.timeline.map(({ event }) => event)).toEqual([
      "invited",
      "sent",
      "resent",
      "sent",
      "viewed",
      "accepted",
    ]);
    const times = body.timeline.map(({ at }) => Date.parse(at));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it("the page's report that it was seen is kept once, and none for an older link", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme);
    const old = await tokenTo(invitation.email);
    await post(`/v1/accounts/${acme.id}/invite`, { invitationId: invitation.id }, { as: acme.key });
    const token = await tokenTo(invitation.email);
    await viewInvite(old);
    expect((await invitationDoc(invitation.id)).viewedAt).toBeUndefined();
    await viewInvite(token);
    await viewInvite(token);
    const { timeline } = await invitationDoc(invitation.id);
    expect(timeline.filter(({ event }) => event === "viewed")).toHaveLength(1);
  });

  it("may be read from the inviting and from the opened account, and by nobody else", async () => {
    const acme = await createTenant();
    const { invitation } = await invitedBusiness(acme);
    const { body } = await accept<{ user: { email: string }; account: { id: string } }>(
      await tokenTo(invitation.email),
    );
    const doc = await invitationDoc(invitation.id);
    const inside = await createMember({ account: { ...acme.account, _id: doc.account } }, "admin");
    expect((await get(`/v1/invitations/${invitation.id}`, { as: inside.cookie })).status).toBe(200);
    expect(
      (await get(`/v1/invitations/${invitation.id}`, { as: (await createMember(acme, "admin")).cookie })).status,
    ).toBe(200);
    expect(
      (await get(`/v1/invitations/${invitation.id}`, { as: (await createMember(acme, "member")).cookie })).code,
    ).toBe("forbidden");
    const beside = await createSubAccount(acme);
    expect((await get(`/v1/invitations/${invitation.id}`, { as: beside.key })).code).toBe("not_found");
    expect(body.account.id).toBe(doc.account.toHexString());
  });

  it("nothing of the document beyond the view leaves", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme, { message: "private words" });
    const { text } = await get(`/v1/invitations/${invitation.id}`, { as: acme.key });
    for (const word of ["emailKey", "keyId", "issuedAt", "search", "scope", "jti", "token"])
      expect(text).not.toContain(`"${word}"`);
  });
});
