import { describe, expect, it } from "vitest";
import type { ContactView } from "@/lib/contacts/schema";
import { newId } from "@/lib/db/ids";
import { del, get, patch, post } from "../../support/api";
import { createContact, createKey, createMember, createSubAccount, createTenant } from "../../support/factories";
import { accept, invitedBusiness, tokenTo } from "../../support/invites";

const read = (as: string, id: string) => get<ContactView>(`/v1/contacts/${id}`, { as });

describe("GET /v1/contacts/:id", () => {
  it("200 with the contact and its version as ETag", async () => {
    const acme = await createTenant();
    const contact = await createContact(acme, { website: "lima.example", metadata: { tier: "gold" } });
    const { status, body, headers } = await read(acme.key, contact.id);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: contact.id,
      email: contact.email,
      website: "lima.example",
      metadata: { tier: "gold" },
      availability: "available",
      version: 1,
    });
    expect(headers.get("etag")).toBe('"1"');
  });

  it("tells what became of it: invited, active, suspended, and available again once the invitation ended", async () => {
    const acme = await createTenant();
    const { invitation, account } = await invitedBusiness(acme);
    const now = async () => (await read(acme.key, invitation.contact ?? "")).body;
    expect(await now()).toMatchObject({ availability: "invited", subAccount: account.id });
    await del(`/v1/accounts/${account.id}/cancel-invite?notify=false`, { as: acme.key });
    expect(await now()).toMatchObject({ availability: "available", subAccount: account.id });
    await post(`/v1/accounts/${account.id}/invite`, {}, { as: acme.key });
    await accept(await tokenTo(invitation.email));
    expect(await now()).toMatchObject({ availability: "active" });
    await post(`/v1/accounts/${account.id}/suspend`, {}, { as: acme.key });
    expect(await now()).toMatchObject({ availability: "suspended" });
  });

  it("another account's contact answers byte for byte as a missing one, whatever is done to it", async () => {
    const [acme, stranger] = [await createTenant(), await createTenant()];
    const contact = await createContact(acme);
    const told = ({ text }: { text: string }) => text.replace(/"requestId":"[^"]*"/, "");
    const calls = [
      (id: string) => get(`/v1/contacts/${id}`, { as: stranger.key }),
      (id: string) => patch(`/v1/contacts/${id}`, { name: "Mine" }, { as: stranger.key }),
      (id: string) => del(`/v1/contacts/${id}`, { as: stranger.key }),
    ];
    for (const call of calls) {
      const foreign = await call(contact.id);
      expect([foreign.status, foreign.code]).toEqual([404, "not_found"]);
      for (const id of [newId().toHexString(), "nonsense"]) expect(told(await call(id))).toBe(told(foreign));
    }
    expect((await read(acme.key, contact.id)).body.name).toBe(contact.name);
  });

  it("403 without contacts:manage; an account's admin, and the owner of the one above it, may", async () => {
    const acme = await createTenant();
    const sub = await createSubAccount(acme);
    const contact = await createContact(sub);
    const member = await createMember(sub, "member");
    const admin = await createMember(sub, "admin");
    const adminAbove = await createMember(acme, "admin");
    const key = await createKey(sub, ["invitations:read"]);
    for (const as of [member.cookie, key]) {
      for (const answer of [
        await read(as, contact.id),
        await get(`/v1/contacts?accountId=${sub.id}`, { as }),
        await patch(`/v1/contacts/${contact.id}`, { name: "Mine" }, { as }),
        await del(`/v1/contacts/${contact.id}`, { as }),
      ]) {
        expect([answer.status, answer.code]).toEqual([403, "forbidden"]);
      }
    }
    expect((await read(adminAbove.cookie, contact.id)).status).toBe(404);
    for (const as of [admin.cookie, acme.key, acme.cookie, sub.key]) {
      expect((await read(as, contact.id)).status).toBe(200);
    }
  });

  it("a suspended account's contacts are read from above and changed by nobody", async () => {
    const acme = await createTenant();
    const sub = await createSubAccount(acme);
    const contact = await createContact(sub);
    await post(`/v1/accounts/${sub.id}/suspend`, {}, { as: acme.key });
    expect((await read(acme.key, contact.id)).status).toBe(200);
    expect((await read(sub.key, contact.id)).code).toBe("account_suspended");
    for (const answer of [
      await patch(`/v1/contacts/${contact.id}`, { name: "New" }, { as: acme.key }),
      await del(`/v1/contacts/${contact.id}`, { as: acme.key }),
    ]) {
      expect([answer.status, answer.code]).toEqual([409, "account_not_active"]);
    }
  });
});
