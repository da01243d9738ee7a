import { describe, expect, it } from "vitest";
import { contacts, events, invitations, mails, suppressions } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import type { SuppressionReason } from "@/lib/db/types";
import { deliverDue } from "@/lib/mail/outbox";
import { findSuppressed, pairKey } from "@/lib/mail/suppressions";
import type { SuppressionView } from "@/lib/suppressions/schema";
import { type Answer, del, get, post } from "../../support/api";
import { address, createSubAccount, createTenant, type Tenant } from "../../support/factories";
import { invitationDoc, invite, invited, invitedBusiness } from "../../support/invites";

interface Page {
  data: SuppressionView[];
  nextCursor: string | null;
}

async function stop({ account }: Pick<Tenant, "account">, email: string, reason: SuppressionReason = "bounce") {
  const _id = newId();
  const doc = { account: account._id, email, emailKey: email.toLowerCase(), reason, detail: "550 5.1.1 no such user" };
  await suppressions().insertOne({ ...doc, _id, invitation: null, createdAt: new Date() });
  return _id.toHexString();
}

const list = (tenant: Tenant, query = "") =>
  get<Page>(`/v1/accounts/${tenant.id}/suppressions${query}`, { as: tenant.key });
const add = (tenant: Tenant, body: unknown): Promise<Answer<SuppressionView>> =>
  post<SuppressionView>(`/v1/accounts/${tenant.id}/suppressions`, body, { as: tenant.key });
const lift = (tenant: Tenant, id: string, headers: Record<string, string> = {}) =>
  del<unknown>(`/v1/accounts/${tenant.id}/suppressions/${id}`, { as: tenant.key, headers });

describe("the list", () => {
  it("the newest first, page by page, each once; its own account's alone", async () => {
    const acme = await createTenant();
    const sub = await createSubAccount(acme);
    const ids: string[] = [];
    for (let number = 0; number < 7; number++) ids.unshift(await stop(acme, address("stopped")));
    await stop(sub, address("stopped"));
    const found: string[] = [];
    for (let cursor = ""; ; ) {
      const { body } = await list(acme, `?limit=3${cursor && `&cursor=${cursor}`}`);
      found.push(...body.data.map(({ id }) => id));
      if (body.nextCursor === null) break;
      cursor = body.nextCursor;
    }
    expect(found).toEqual(ids);
  });

  it("shows what the other side said, and whose mail it was about", async () => {
    const acme = await createTenant();
    const email = address("stopped");
    const id = await stop(acme, email, "complaint");
    const { body } = await list(acme);
    expect(body.data).toEqual([
      {
        id,
        email,
        reason: "complaint",
        detail: "550 5.1.1 no such user",
        invitation: null,
        createdAt: expect.any(String) as string,
      },
    ]);
  });

  it("by reason, by the beginning of the address, and by both, in pages", async () => {
    const acme = await createTenant();
    for (const [email, reason] of [
      ["ana@bakery.com", "bounce"],
      ["ana@cafe.com", "complaint"],
      ["anabel@cafe.com", "bounce"],
      ["bo@cafe.com", "bounce"],
      ["eva@xn--bckerei-5wa.com", "manual"],
    ] as const) {
      await stop(acme, email, reason);
    }
    const found = async (query: string) => (await list(acme, query)).body.data.map(({ email }) => email);
    expect(await found("?reason=bounce")).toEqual(["bo@cafe.com", "anabel@cafe.com", "ana@bakery.com"]);
    expect(await found("?q=ANA")).toEqual(["ana@bakery.com", "ana@cafe.com", "anabel@cafe.com"]);
    expect(await found("?q=ana&reason=bounce")).toEqual(["ana@bakery.com", "anabel@cafe.com"]);
    expect(await found(`?q=${encodeURIComponent("eva@bäckerei.com")}`)).toEqual(["eva@xn--bckerei-5wa.com"]);
    expect(await found("?q=.*")).toEqual([]);
    const first = (await list(acme, "?q=ana&limit=2")).body;
    expect(await found(`?q=ana&limit=2&cursor=${first.nextCursor}`)).toEqual(["anabel@cafe.com"]);
    for (const query of ["?reason=spam", "?cursor=x", "?limit=0", "?unknown=1"]) {
      expect([query, (await list(acme, query)).status]).toEqual([query, 400]);
    }
  });
});

describe("by hand", () => {
  it("adds an address; again it stays as it is, and a stop for another reason keeps that", async () => {
    const acme = await createTenant();
    const email = address("Stopped");
    const first = await add(acme, { email: ` ${email} ` });
    expect([first.status, first.body.email, first.body.reason]).toEqual([200, email, "manual"]);
    expect((await add(acme, { email: email.toLowerCase() })).body).toEqual(first.body);
    const bounced = address("bounced");
    await stop(acme, bounced);
    expect((await add(acme, { email: bounced })).body.reason).toBe("bounce");
    const trail = await events().find({ account: acme.account._id, type: "suppression.added" }).toArray();
    expect(trail.map(({ actor, detail }) => [actor.type, detail])).toEqual([["api_key", { email, reason: "manual" }]]);
  });

  it("two at once: one entry", async () => {
    const acme = await createTenant();
    const email = address("stopped");
    const answers = await Promise.all(Array.from({ length: 6 }, () => add(acme, { email })));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(await suppressions().countDocuments({ emailKey: email })).toBe(1);
  });

  it("422 for what is no address, 400 for what is no such body", async () => {
    const acme = await createTenant();
    expect((await add(acme, { email: "nobody" })).code).toBe("invalid_email");
    for (const body of [{}, { email: "" }, { email: { $ne: 1 } }, { email: address(), reason: "bounce" }]) {
      expect((await add(acme, body)).status).toBe(400);
    }
  });
});

describe("allowing again", () => {
  it("204, then 404 for everybody; a repeat under its key is the first answer", async () => {
    const acme = await createTenant();
    const id = await stop(acme, "ana@lifted.example");
    const key = { "idempotency-key": "lift" };
    expect((await lift(acme, id, key)).status).toBe(204);
    expect((await lift(acme, id, key)).status).toBe(204);
    expect((await lift(acme, id)).status).toBe(404);
    const trail = await events().find({ account: acme.account._id, type: "suppression.lifted" }).toArray();
    expect(trail.map(({ detail }) => detail)).toEqual([{ email: "ana@lifted.example", reason: "bounce" }]);
    expect((await invite(acme, { email: "ana@lifted.example" })).status).toBe(201);
  });

  it("two at once: one lifts it", async () => {
    const acme = await createTenant();
    const id = await stop(acme, address("stopped"));
    const answers = await Promise.all([lift(acme, id), lift(acme, id), lift(acme, id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404, 404]);
  });

  it("not from an account below, nor another's under one's own address", async () => {
    const [acme, other] = [await createTenant(), await createTenant()];
    const sub = await createSubAccount(acme);
    const id = await stop(acme, address("stopped"));
    for (const tenant of [sub, other]) {
      expect((await lift(tenant, id)).status).toBe(404);
      const path = `/v1/accounts/${acme.id}/suppressions/${id}`;
      expect((await del(path, { as: tenant.key })).status).toBe(404);
    }
    expect(await suppressions().countDocuments({ account: acme.account._id })).toBe(1);
  });
});

describe("sending again to a stopped address", () => {
  const again = (tenant: Tenant, body: unknown) =>
    post<{ message: string }>(`/v1/accounts/${tenant.id}/invite`, body, { as: tenant.key });

  it("422 mail_suppressed, saying why, unless forced; the forced mail knows that it was", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme);
    await stop(acme, invitation.email);
    const before = await invitationDoc(invitation.id);
    const refused = await again(acme, { invitationId: invitation.id });
    expect([refused.status, refused.code]).toEqual([422, "mail_suppressed"]);
    expect(refused.text).toContain("an earlier mail bounced");
    expect(await invitationDoc(invitation.id)).toEqual(before);
    expect((await again(acme, { invitationId: invitation.id, force: true })).status).toBe(200);
    const mail = await mails().findOne({ invitation: before._id, send: before.sends + 1 });
    expect(mail?.force).toBe(true);
  });

  it("corrects the address and sends in one step; moved to a stopped one it is refused", async () => {
    const acme = await createTenant();
    const { invitation } = await invited(acme);
    await stop(acme, invitation.email);
    const [right, wrong] = [address("right"), address("wrong")];
    await stop(acme, wrong);
    const refused = await again(acme, { invitationId: invitation.id, email: wrong });
    expect(refused.code).toBe("mail_suppressed");
    expect((await again(acme, { invitationId: invitation.id, email: right })).status).toBe(200);
    expect((await invitationDoc(invitation.id)).email).toBe(right);
  });

  it("a stop of an account above counts, and tells neither why nor whose it is, here or on the mail", async () => {
    const acme = await createTenant({ name: "Zanzibar Holding" });
    const sub = await createSubAccount(acme);
    const email = address("up");
    const waiting = await invited(sub, { email });
    await stop(acme, email.toUpperCase());
    const refusals = [await invite(sub, { email }), await again(sub, { invitationId: waiting.invitation.id })];
    for (const { status, code, text, body } of refusals) {
      expect([status, code]).toEqual([422, "mail_suppressed"]);
      expect(body).toMatchObject({ detail: expect.stringContaining(`Mail to ${email} is stopped for this account.`) });
      expect(text).not.toMatch(/bounced|"reason"|Zanzibar|above/);
    }
    await deliverDue("a");
    const { delivery } = await invitationDoc(waiting.invitation.id);
    expect([delivery.status, delivery.error]).toEqual([
      "suppressed",
      `Not sent: mail to ${email} is stopped for this account.`,
    ]);
    await stop(sub, email, "complaint");
    const own = await again(sub, { invitationId: waiting.invitation.id });
    expect(own.body).toMatchObject({ reason: "complaint", detail: expect.stringContaining("reported as spam") });
  });

  it("what ended is made anew only when forced; the sub-account's owner alike", async () => {
    const acme = await createTenant();
    const { invitation, account } = await invitedBusiness(acme, { business: { name: address() } });
    await invitations().updateOne({ email: invitation.email }, { $set: { expiresAt: new Date(Date.now() - 1000) } });
    await contacts().updateMany({ account: acme.account._id }, { $set: { updatedAt: new Date(0) } });
    await stop(acme, invitation.email, "unsubscribe");
    const sub = (body: unknown) => post(`/v1/accounts/${account.id}/invite`, body, { as: acme.key });
    expect((await sub({})).code).toBe("mail_suppressed");
    const forced = await sub({ force: true });
    expect(forced.status).toBe(200);
    expect((await mails().find({ "to.email": invitation.email }).sort({ _id: -1 }).toArray())[0]?.force).toBe(true);
  });
});

it("a look-up for many at once finds an account's own stops and those above, and no others", async () => {
  const [acme, other] = [await createTenant(), await createTenant()];
  const sub = await createSubAccount(acme);
  const emails = { own: address("own"), above: address("above"), below: address("below"), free: address("free") };
  await stop(sub, emails.own);
  await stop(acme, emails.above);
  await stop(other, emails.below);
  const pairs = Object.values(emails).map((emailKey) => ({ account: sub.account._id, emailKey }));
  pairs.push({ account: acme.account._id, emailKey: emails.own });
  const found = await findSuppressed(pairs);
  expect([...found].sort()).toEqual(
    [emails.own, emails.above].map((emailKey) => pairKey({ account: sub.account._id, emailKey })).sort(),
  );
  expect(await findSuppressed([])).toEqual(new Set());
});
