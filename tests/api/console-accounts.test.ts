import { describe, expect, it } from "vitest";
import { suspendAccount, unsuspendAccount } from "@/lib/accounts/suspend";
import { userActor } from "@/lib/auth/session";
import { listOwnAccounts } from "@/lib/console/accounts";
import { readAccountPage } from "@/lib/console/accounts-detail";
import { readAbove } from "@/lib/console/accounts-path";
import { type AccountTree, LEVEL, readTree } from "@/lib/console/accounts-tree";
import { findByName } from "@/lib/console/find";
import { users } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import { lastAccount, rememberAccount } from "@/lib/users/last-account";
import { del } from "../support/api";
import { createContact, createMember, createPerson, createSubAccount, createTenant } from "../support/factories";
import { accept, invitedBusiness, tokenTo } from "../support/invites";

/** The console's pages of accounts, as they read them. */

const NOWHERE = { q: "", open: [] };

async function tree() {
  const acme = await createTenant({ name: "Acme" });
  const north = await createSubAccount(acme, { name: "North" });
  const bakery = await createSubAccount(north, { name: "Bakery" });
  const kiosk = await createSubAccount(bakery, { name: "Kiosk" });
  const south = await createSubAccount(acme, { name: "South" });
  return { acme, north, bakery, kiosk, south, owner: userActor(acme.owner, null) };
}

/** `North +1`: one account below it; deeper levels begin further in. */
function drawn({ rows }: AccountTree): string[] {
  return rows.map((row) => {
    const margin = "  ".repeat(row.level);
    if (row.kind === "more") return `${margin}… ${row.below} below ${row.parent.name}`;
    return `${margin}${row.account.name}${row.below > 0 ? ` +${row.below}` : ""}`;
  });
}

describe("the tree", () => {
  it("shows the first level by name, with how many lie directly below, and opens what the address says", async () => {
    const { acme, north, bakery, owner } = await tree();
    expect(drawn(await readTree(owner, acme.account._id, NOWHERE))).toEqual(["North +1", "South"]);
    const open = [north.id, bakery.id, newId().toHexString(), "nonsense"];
    expect(drawn(await readTree(owner, acme.account._id, { q: "", open }))).toEqual([
      "North +1",
      "  Bakery +1",
      "    Kiosk",
      "South",
    ]);
    expect(drawn(await readTree(owner, acme.account._id, { q: "", open: [bakery.id] }))).toEqual(["North +1", "South"]);
  });

  it("shows the first of a long level, leads to all of it, and pages through that", async () => {
    const { acme, south, owner } = await tree();
    for (let index = 10; index < 11 + LEVEL; index++) await createSubAccount(south, { name: `Shop ${index}` });
    const first = drawn(await readTree(owner, acme.account._id, { q: "", open: [south.id] }));
    expect(first.slice(1, 3)).toEqual([`South +${LEVEL + 1}`, "  Shop 10"]);
    expect(first.at(-1)).toBe(`  … ${LEVEL + 1} below South`);
    expect(first).toHaveLength(2 + LEVEL + 1);

    const under = await readTree(owner, acme.account._id, { q: "", open: [], under: south.id });
    expect(under.under).toEqual([{ id: south.id, name: "South" }]);
    expect(under.rows).toHaveLength(LEVEL);
    const cursor = under.nextCursor ?? "";
    const rest = await readTree(owner, acme.account._id, { q: "", open: [], under: south.id, cursor });
    expect([drawn(rest), rest.nextCursor]).toEqual([[`Shop ${10 + LEVEL}`], null]);
  });

  it("says the way down to where it is narrowed to", async () => {
    const { acme, bakery, owner } = await tree();
    const { under, rows } = await readTree(owner, acme.account._id, { ...NOWHERE, under: bakery.id });
    expect(under.map(({ name }) => name)).toEqual(["North", "Bakery"]);
    expect(rows).toHaveLength(1);
  });

  it("search and status look on every level below, and only there, each hit with its path", async () => {
    const { acme, north, bakery, owner } = await tree();
    await createTenant({ name: "Kiosk" });
    const found = await readTree(owner, acme.account._id, { q: "ki", open: [] });
    expect(drawn(found)).toEqual(["Kiosk"]);
    expect(found.rows[0]).toMatchObject({ path: [{ name: "North" }, { name: "Bakery" }] });
    const narrower = await readTree(owner, bakery.account._id, { q: "ki", open: [] });
    expect(narrower.rows[0]).toMatchObject({ path: [] });
    expect(drawn(await readTree(owner, acme.account._id, { q: "acme", open: [] }))).toEqual([]);

    await suspendAccount(owner, north.account._id);
    const held = await readTree(owner, acme.account._id, { ...NOWHERE, status: "suspended" });
    expect(drawn(held)).toEqual(["Bakery +1", "Kiosk", "North +1"]);
    const below = await readTree(owner, bakery.account._id, { ...NOWHERE, status: "suspended" });
    expect(drawn(below)).toEqual(["Kiosk"]);
    await unsuspendAccount(owner, north.account._id);
  });

  it("knows an account with nothing below it from a search without hits", async () => {
    const { acme, south, owner } = await tree();
    expect(await readTree(owner, south.account._id, NOWHERE)).toMatchObject({ rows: [], any: false });
    expect(await readTree(owner, south.account._id, { q: "zzz", open: [] })).toMatchObject({ rows: [], any: false });
    expect(await readTree(owner, acme.account._id, { q: "zzz", open: [] })).toMatchObject({ rows: [], any: true });
  });

  it("tells when one was opened: when its owner accepted, and not before", async () => {
    const { acme, owner } = await tree();
    const { invitation } = await invitedBusiness(acme, { business: { name: "Lima Bakery" } });
    const read = async () => {
      const { rows } = await readTree(owner, acme.account._id, { q: "lima", open: [] });
      return rows[0]?.kind === "account" ? rows[0].openedAt : undefined;
    };
    expect(await read()).toBeNull();
    const before = Date.now();
    await accept(await tokenTo(invitation.email));
    expect(Date.parse((await read()) ?? "")).toBeGreaterThanOrEqual(before);
  });

  it("403 for an admin, 404 for a stranger and for what does not lie below", async () => {
    const { acme, north, south, owner } = await tree();
    const admin = userActor((await createMember(acme, "admin")).user, null);
    const stranger = userActor((await createTenant()).owner, null);
    await expect(readTree(admin, acme.account._id, NOWHERE)).rejects.toMatchObject({ code: "forbidden" });
    await expect(readTree(stranger, acme.account._id, NOWHERE)).rejects.toMatchObject({ code: "not_found" });
    for (const under of [south.id, acme.id, newId().toHexString(), "nonsense"]) {
      const asked = readTree(owner, north.account._id, { ...NOWHERE, under });
      await expect(asked, under).rejects.toMatchObject({ code: "not_found" });
    }
  });
});

describe("an account's page", () => {
  it("says where it lies, where it came from, and how many people and accounts it holds", async () => {
    const { acme, north, owner } = await tree();
    const contact = await createContact(north, { name: "Lima Bakery" });
    const { account, invitation } = await invitedBusiness(north, {
      contactId: contact.id,
      business: undefined,
      email: undefined,
    });
    const waiting = await readAccountPage(owner, acme.account._id, account.id);
    expect(waiting).toMatchObject({
      account: { name: "Lima Bakery", status: "invited", owner: { email: contact.email } },
      parent: { id: north.id, name: "North" },
      path: [{ id: north.id, name: "North" }],
      contact: { id: contact.id, name: "Lima Bakery" },
      openedAt: null,
      people: 0,
      below: 0,
      invitation: { id: invitation.id, email: contact.email, status: "pending" },
    });
    await accept(await tokenTo(invitation.email));
    const opened = await readAccountPage(owner, acme.account._id, account.id);
    expect(opened).toMatchObject({ account: { status: "active" }, people: 1, openedAt: expect.any(String) });
    expect((await readAccountPage(owner, acme.account._id, north.id)).below).toBe(3);
  });

  it("a lapsed one knows the invitation that ended, to invite again by", async () => {
    const { acme, owner } = await tree();
    const { account, invitation } = await invitedBusiness(acme);
    await del(`/v1/accounts/${account.id}/cancel-invite?notify=false`, { as: acme.key });
    expect(await readAccountPage(owner, acme.account._id, account.id)).toMatchObject({
      account: { status: "lapsed", owner: null },
      openedAt: null,
      invitation: { id: invitation.id, status: "cancelled" },
    });
  });

  it("tells its own suspension from one above, and which one that is", async () => {
    const { acme, north, bakery, kiosk, owner } = await tree();
    const read = (id: string) => readAccountPage(owner, acme.account._id, id);
    await suspendAccount(owner, bakery.account._id);
    expect(await read(bakery.id)).toMatchObject({ suspended: true, heldBy: null, account: { status: "suspended" } });
    expect(await read(kiosk.id)).toMatchObject({
      suspended: false,
      heldBy: { id: bakery.id, name: "Bakery", parent: north.id },
      account: { status: "suspended" },
    });
    await suspendAccount(owner, north.account._id);
    expect((await read(kiosk.id)).heldBy).toEqual({ id: north.id, name: "North", parent: acme.id });
    expect(await read(bakery.id)).toMatchObject({ suspended: true, heldBy: { id: north.id } });
  });

  it("404 for itself, for what is above or beside, and for no id; 403 for an admin", async () => {
    const { acme, north, south, owner } = await tree();
    for (const id of [north.id, acme.id, south.id, newId().toHexString(), "nonsense"]) {
      await expect(readAccountPage(owner, north.account._id, id), id).rejects.toMatchObject({ code: "not_found" });
    }
    const admin = userActor((await createMember(north, "admin")).user, null);
    await expect(readAccountPage(admin, north.account._id, south.id)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("the line of where an account lies", () => {
  it("names what lies above as far as one may open it, and nothing to who came in by the account itself", async () => {
    const { kiosk, bakery, north, owner } = await tree();
    const names = async (actor: typeof owner) => (await readAbove(actor, kiosk.account)).map(({ name }) => name);
    expect(await names(owner)).toEqual(["Acme", "North", "Bakery"]);
    expect(await names(userActor(north.owner, null))).toEqual(["North", "Bakery"]);
    expect(await names(userActor(kiosk.owner, null))).toEqual([]);
    const member = await createMember(bakery, "member");
    expect(await names(userActor(member.user, null))).toEqual(["Bakery"]);
  });
});

describe("the switcher", () => {
  it("lists one's accounts by name, with role and status, a suspension from above included; pages join", async () => {
    const { acme, north, bakery, owner } = await tree();
    const other = await createTenant({ name: "Beta" });
    const person = await createPerson({
      memberships: [
        { account: other.account._id, role: "owner", status: "active" },
        { account: bakery.account._id, role: "member", status: "active" },
        { account: acme.account._id, role: "admin", status: "disabled" },
      ],
    });
    await suspendAccount(owner, north.account._id);
    const me = userActor(person.user, null);
    const shown = await listOwnAccounts(me);
    expect(shown).toEqual({
      accounts: [
        { id: bakery.id, name: "Bakery", role: "member", status: "suspended" },
        { id: other.id, name: "Beta", role: "owner", status: "active" },
      ],
      nextCursor: null,
    });
    const first = await listOwnAccounts(me, { limit: 1 });
    const second = await listOwnAccounts(me, { limit: 1, cursor: first.nextCursor ?? "" });
    expect([...first.accounts, ...second.accounts]).toEqual(shown.accounts);
    expect((await listOwnAccounts(me, { q: "bet" })).accounts.map(({ name }) => name)).toEqual(["Beta"]);
  });
});

describe("the palette", () => {
  it("finds accounts on every level below for the owner, with what they lie below; for others their own", async () => {
    const { acme, bakery, north, owner } = await tree();
    const find = async (actor: typeof owner, q: string) => (await findByName(actor, acme.account._id, q)).accounts;
    expect(await find(owner, "bak")).toEqual([
      { id: bakery.id, name: "Bakery", status: "active", parent: { id: north.id, name: "North" } },
    ]);
    expect(await find(owner, "acm")).toEqual([{ id: acme.id, name: "Acme", status: "active", parent: null }]);
    const admin = userActor((await createMember(acme, "admin")).user, null);
    expect(await find(admin, "bak")).toEqual([]);
    expect((await find(admin, "acm")).map(({ name }) => name)).toEqual(["Acme"]);
  });
});

describe("the last account", () => {
  it("is the one of one's own that was opened last; one reached from above is not kept", async () => {
    const { acme, south } = await tree();
    const person = await createPerson({
      memberships: [acme, south].map(({ account }) => ({ account: account._id, role: "admin", status: "active" })),
    });
    const me = userActor(person.user, null);
    expect(await lastAccount(me)).toBe(acme.id);
    await rememberAccount(me, south.account._id);
    expect(await lastAccount(me)).toBe(south.id);
    const owner = userActor(acme.owner, null);
    await rememberAccount(owner, south.account._id);
    expect(await lastAccount(owner)).toBe(acme.id);
    expect((await users().findOne({ _id: acme.owner._id }))?.lastAccount).toBeUndefined();
  });
});
