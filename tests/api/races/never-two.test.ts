import { describe, expect, it } from "vitest";
import { userActor } from "@/lib/auth/session";
import { accounts, contacts, events, invitations, mails, users } from "@/lib/db/client";
import { newId, randomId } from "@/lib/db/ids";
import { createInvitation } from "@/lib/invitations/create";
import { del, post } from "../../support/api";
import { address, createContact, createTenant } from "../../support/factories";
import {
  accept,
  invitationDoc,
  invite,
  inviteBusiness,
  invited,
  invitedBusiness,
  tokenTo,
  userDoc,
} from "../../support/invites";

const times = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

function tally(answers: { status: number; code: string | undefined }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, code } of answers) counts[code ?? status] = (counts[code ?? status] ?? 0) + 1;
  return counts;
}

describe("one open invitation per account, type, address and contact", () => {
  it("100 parallel invitations to one address give one invitation, one membership and one mail", async () => {
    const acme = await createTenant();
    const email = address();
    const answers = await times(100, (index) =>
      invite(acme, { email: index % 2 ? email : email.toUpperCase(), role: index % 3 ? "member" : "admin" }),
    );
    expect(tally(answers)).toEqual({ 201: 1, invitation_pending: 99 });
    const winner = answers.find(({ status }) => status === 201);
    for (const { status, body } of answers) {
      if (status === 409) expect(body).toMatchObject({ invitationId: winner?.body.invitation.id });
    }
    expect(await invitations().countDocuments({ scope: acme.account._id })).toBe(1);
    expect(await mails().countDocuments({ account: acme.account._id })).toBe(1);
    expect(await events().countDocuments({ type: "invitation.created", account: acme.account._id })).toBe(1);
    expect((await userDoc(email)).memberships).toHaveLength(1);
  });

  it("100 parallel invitations of one business give one contact, one sub-account and one mail", async () => {
    const acme = await createTenant();
    const email = address();
    const answers = await times(100, () => inviteBusiness(acme, { email }));
    expect(tally(answers)).toEqual({ 201: 1, invitation_pending: 99 });
    expect(await contacts().countDocuments({ account: acme.account._id })).toBe(1);
    expect(await accounts().countDocuments({ parent: acme.account._id })).toBe(1);
    expect(await mails().countDocuments({ account: acme.account._id })).toBe(1);
    expect((await userDoc(email)).memberships).toHaveLength(1);
  });

  it("the index refuses a second one by itself, `preparing` included, and lets go of one that ended", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme);
    const doc = await invitationDoc(invitation.id);
    for (const status of ["pending", "preparing"] as const) {
      await expect(invitations().insertOne({ ...doc, _id: newId(), status })).rejects.toMatchObject({ code: 11000 });
    }
    for (const status of ["accepted", "cancelled", "declined", "expired"] as const) {
      await invitations().insertOne({ ...doc, _id: newId(), status });
    }
  });
});

describe("one user per address", () => {
  it("invited by thirty tenants at once, in several spellings, somebody is one user with thirty memberships", async () => {
    const tenants = await times(30, () => createTenant());
    const spellings = ["Eva.Müller@BÜCHER.example", "eva.müller@bücher.example", "EVA.Müller@xn--bcher-kva.example"];
    const answers = await times(30, (index) =>
      invite(tenants[index] ?? acmeless(), { email: spellings[index % 3], sendEmail: false }),
    );
    expect(tally(answers)).toEqual({ 201: 30 });
    expect(new Set(answers.map(({ body }) => body.user.id)).size).toBe(1);
    expect(await users().countDocuments({ emailKey: "eva.müller@xn--bcher-kva.example" })).toBe(1);
    const user = await users().findOne({ emailKey: "eva.müller@xn--bcher-kva.example" });
    expect(new Set(user?.memberships.map(({ account }) => account.toHexString())).size).toBe(30);
  });

  it("the index refuses a second one by itself", async () => {
    const { owner } = await createTenant();
    await expect(users().insertOne({ ...owner, _id: randomId() })).rejects.toMatchObject({ code: 11000 });
  });
});

describe("one invited, active or suspended sub-account per parent and contact", () => {
  it("invited twenty times at once by contactId, while the contact's address changes, it opens one", async () => {
    const acme = await createTenant();
    const contact = await createContact(acme);
    const answers = await times(20, async (index) => {
      if (index % 4 === 0) {
        const email = address("moved");
        await contacts().updateOne({ _id: contact._id }, { $set: { email, emailKey: email } });
      }
      return inviteBusiness(acme, { business: undefined, email: undefined, contactId: contact.id });
    });
    const { 201: made, invitation_pending: pending = 0, business_unavailable: taken = 0, ...rest } = tally(answers);
    expect([made, pending + taken, rest]).toEqual([1, 19, {}]);
    expect(await accounts().countDocuments({ parent: acme.account._id })).toBe(1);
    expect(await invitations().countDocuments({ scope: acme.account._id })).toBe(1);
  });

  it("the index refuses a second one by itself, and lets go of one that lapsed", async () => {
    const acme = await createTenant();
    await invitedBusiness(acme);
    const doc = await accounts().findOne({ parent: acme.account._id });
    if (!doc) throw new Error("The sub-account is there");
    for (const status of ["invited", "active", "suspended"] as const) {
      await expect(accounts().insertOne({ ...doc, _id: newId(), status })).rejects.toMatchObject({ code: 11000 });
    }
    await accounts().insertOne({ ...doc, _id: newId(), status: "lapsed" });
  });

  it("a contact that was given its sub-account since it was read gets no second one: the first is revived", async () => {
    const acme = await createTenant();
    const stale = await createContact(acme);
    const { body } = await inviteBusiness(acme, { business: undefined, email: undefined, contactId: stale.id });
    await del(`/v1/accounts/${body.account.id}/cancel-invite?notify=false`, { as: acme.key });
    const { id: _id, ...contact } = stale;
    const { email, emailKey } = stale;
    if (!email || !emailKey) throw new Error("The contact has an address");
    const created = await createInvitation(
      userActor(acme.owner, null),
      {
        scope: acme.account,
        opens: { type: "business", contact },
        address: { email, emailKey },
        firstName: "",
        lastName: "",
        role: "owner",
        locale: "en",
        days: 1,
        mail: false,
      },
      ({ account }) => account,
    );
    expect(created._id.toHexString()).toBe(body.account.id);
    expect(await accounts().countDocuments({ parent: acme.account._id })).toBe(1);
  });

  it("invited and withdrawn over and over by many at once, it stays one sub-account", async () => {
    const acme = await createTenant();
    const contact = await createContact(acme);
    await times(6, async () => {
      for (let round = 0; round < 5; round++) {
        const { status, body } = await inviteBusiness(acme, {
          business: undefined,
          email: undefined,
          contactId: contact.id,
          sendEmail: false,
        });
        if (status === 201) {
          const gone = await del(`/v1/accounts/${body.account.id}/cancel-invite?notify=false`, { as: acme.key });
          expect(gone.status).toBe(200);
        } else expect(status).toBe(409);
      }
    });
    expect(await accounts().countDocuments({ parent: acme.account._id })).toBe(1);
    expect((await accounts().findOne({ parent: acme.account._id }))?.status).toBe("lapsed");
    expect((await userDoc(contact.email ?? "")).memberships).toEqual([]);
  });
});

describe("one membership per user and account", () => {
  it("accepting while being invited again never makes two", async () => {
    const acme = await createTenant();
    for (let round = 0; round < 10; round++) {
      const email = address();
      await invited(acme, { email });
      const token = await tokenTo(email);
      const answers = await Promise.all([accept(token), ...Array.from({ length: 5 }, () => invite(acme, { email }))]);
      expect(answers[0]?.status).toBe(200);
      for (const { code } of answers.slice(1)) expect(["invitation_pending", "already_member"]).toContain(code);
      expect((await userDoc(email)).memberships).toEqual([
        { account: acme.account._id, role: "member", status: "active" },
      ]);
    }
  });

  it("two invitations that move to one address at once: one does, the other stays as it was", async () => {
    const acme = await createTenant();
    const [one, two] = [await invited(acme), await invited(acme)];
    const email = address("both");
    const answers = await Promise.all(
      [one, two].map(({ invitation }) =>
        post(`/v1/accounts/${acme.id}/invite`, { invitationId: invitation.id, email }, { as: acme.key }),
      ),
    );
    expect(tally(answers)).toEqual({ 200: 1, invitation_pending: 1 });
    expect((await userDoc(email)).memberships).toHaveLength(1);
    const docs = await invitations().find({ scope: acme.account._id }).toArray();
    expect(docs.map(({ sends }) => sends).sort()).toEqual([1, 2]);
    for (const doc of docs) {
      const holder = await users().findOne({ _id: doc.user });
      expect(holder?.memberships[0]?.resetToken?.invitation).toEqual(doc._id);
    }
  });

  it("two first logins of one person at once: one sets the password, the other is asked to sign in", async () => {
    for (let round = 0; round < 5; round++) {
      const email = address();
      const tokens: string[] = [];
      for (let index = 0; index < 2; index++) {
        await invited(await createTenant(), { email });
        tokens.push(await tokenTo(email));
      }
      const answers = await Promise.all(tokens.map((token) => accept(token)));
      expect(tally(answers)).toEqual({ 200: 1, password_not_allowed: 1 });
      expect((await userDoc(email)).sessionVersion).toBe(1);
    }
  });
});

describe("one contact per account, type, address and name", () => {
  it("added thirty times at once it is there once", async () => {
    const acme = await createTenant();
    const email = address();
    const answers = await times(30, () =>
      post("/v1/contacts", { type: "business", name: "Lima Bakery", email }, { as: acme.key }),
    );
    expect(tally(answers)).toEqual({ 201: 1, contact_exists: 29 });
  });

  it("added while it is being invited: one contact, whoever was first", async () => {
    const acme = await createTenant();
    for (let round = 0; round < 10; round++) {
      const email = address();
      const [added, invited] = await Promise.all([
        post("/v1/contacts", { type: "business", name: "Lima Bakery", email }, { as: acme.key }),
        inviteBusiness(acme, { email }),
      ]);
      expect(invited.status).toBe(201);
      expect([201, 409]).toContain(added.status);
      expect(await contacts().countDocuments({ account: acme.account._id, emailKey: email })).toBe(1);
    }
  });
});

function acmeless(): never {
  throw new Error("There is a tenant for each index");
}
