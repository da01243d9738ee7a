import { describe, expect, it } from "vitest";
import { accounts, events, invitations, mails } from "@/lib/db/client";
import type { Invited } from "@/lib/invitations/schema";
import { call, del, post } from "../../support/api";
import { address, createKey, createTenant } from "../../support/factories";
import { accept, invite, invited, tokenIn, tokenTo, userDoc } from "../../support/invites";

let counter = 0;
function keyed(): Record<string, string> {
  counter += 1;
  return { "idempotency-key": `key-${counter}` };
}

describe("Idempotency-Key", () => {
  it("the same request replays the same answer and has no second effect", async () => {
    const acme = await createTenant();
    const email = address();
    const headers = keyed();
    const first = await invite(acme, { email }, headers);
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    for (let round = 0; round < 3; round++) {
      const again = await invite(acme, { email }, headers);
      expect([again.status, again.text]).toEqual([201, first.text]);
      expect(again.headers.get("idempotent-replayed")).toBe("true");
      expect(again.headers.get("content-type")).toBe("application/json");
    }
    expect(await mails().countDocuments({ "to.email": email })).toBe(1);
    expect(await events().countDocuments({ type: "invitation.created", account: acme.account._id })).toBe(1);
  });

  it("twenty at once make one invitation; each is that answer or 409 idempotency_in_progress", async () => {
    const acme = await createTenant();
    const email = address();
    const headers = keyed();
    const answers = await Promise.all(Array.from({ length: 20 }, () => invite(acme, { email }, headers)));
    const made = answers.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThanOrEqual(1);
    expect(new Set(made.map(({ text }) => text)).size).toBe(1);
    for (const { status, code } of answers) if (status !== 201) expect(code).toBe("idempotency_in_progress");
    expect(await invitations().countDocuments({ emailKey: email })).toBe(1);
  });

  it("an inviteUrl is derived again, the same one, and works", async () => {
    const acme = await createTenant();
    const email = address();
    const headers = keyed();
    const first = await invite(acme, { email, sendEmail: false }, headers);
    const again = await invite(acme, { email, sendEmail: false }, headers);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.body).toEqual(first.body);
    expect(again.body.inviteUrl).toContain("token=");
    expect((await accept(tokenIn(again.body.inviteUrl ?? ""))).status).toBe(200);
  });

  it("422 idempotency_key_reused for another body, path, query or method", async () => {
    const acme = await createTenant();
    const email = address();
    const headers = keyed();
    await invite(acme, { email }, headers);
    const options = { as: acme.key, headers };
    for (const answer of [
      await invite(acme, { email, role: "admin" }, headers),
      await post(`/v1/accounts/${acme.id}/invite`, { type: "user", email }, options),
      await del(`/v1/accounts/${acme.id}/cancel-invite?email=${email}`, options),
      await call("POST", "/v1/accounts/invite?x=1", { type: "user", email }, options),
    ]) {
      expect([answer.status, answer.code]).toEqual([422, "idempotency_key_reused"]);
    }
  });

  it("belongs to its credential", async () => {
    const acme = await createTenant();
    const email = address();
    const headers = keyed();
    await invite(acme, { email }, headers);
    const other = await invite({ key: await createKey(acme, ["invitations:create"]) }, { email }, headers);
    expect([other.status, other.code]).toEqual([409, "invitation_pending"]);
  });

  it("a refusal that stays is kept, one that may pass is not", async () => {
    const acme = await createTenant();
    const headers = keyed();
    await invite(acme, { email: "nonsense" }, headers);
    const kept = await invite(acme, { email: "nonsense" }, headers);
    expect([kept.status, kept.code, kept.headers.get("idempotent-replayed")]).toEqual([422, "invalid_email", "true"]);
    const email = address();
    const pending = await invited(acme, { email });
    const more = keyed();
    expect((await invite(acme, { email }, more)).status).toBe(409);
    await del(`/v1/accounts/${acme.id}/cancel-invite?invitationId=${pending.invitation.id}`, { as: acme.key });
    expect((await invite(acme, { email }, more)).status).toBe(201);
  });

  it("re-send, move, cancel and suspension replay as well", async () => {
    const acme = await createTenant();
    const one = await invited(acme);
    const business = await post<Invited>(
      "/v1/accounts/invite",
      { type: "business", business: { name: "Lima" }, email: address() },
      { as: acme.key },
    );
    await accept(await tokenTo(business.body.invitation.email));
    const resend = `/v1/accounts/${acme.id}/invite`;
    const calls = [
      (headers: Record<string, string>) => post(resend, { invitationId: one.invitation.id }, { as: acme.key, headers }),
      (headers: Record<string, string>) =>
        del(`/v1/accounts/${acme.id}/cancel-invite?invitationId=${one.invitation.id}`, { as: acme.key, headers }),
      (headers: Record<string, string>) => post(resend, { invitationId: one.invitation.id }, { as: acme.key, headers }),
      (headers: Record<string, string>) =>
        post(`/v1/accounts/${business.body.account.id}/suspend`, undefined, { as: acme.key, headers }),
      (headers: Record<string, string>) =>
        post("/v1/contacts", { type: "business", name: "Once" }, { as: acme.key, headers }),
    ];
    for (const send of calls) {
      const headers = keyed();
      const first = await send(headers);
      expect(first.status).toBeLessThan(300);
      const again = await send(headers);
      expect([again.status, again.text, again.headers.get("idempotent-replayed")]).toEqual([
        first.status,
        first.text,
        "true",
      ]);
    }
    expect(await accounts().countDocuments({ parent: acme.account._id, status: "suspended" })).toBe(1);
  });

  it("accepting, signed out: per token in the body", async () => {
    const acme = await createTenant();
    const one = await invited(acme);
    const two = await invited(acme);
    const headers = { "idempotency-key": "accept-once" };
    const send = async (email: string) =>
      post("/v1/accounts/accept-invite", { token: await tokenTo(email), password: "four rainy harbours" }, { headers });
    const first = await send(one.invitation.email);
    const again = await send(one.invitation.email);
    expect([first.status, again.status, again.text]).toEqual([200, 200, first.text]);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    const other = await send(two.invitation.email);
    expect([other.status, other.headers.get("idempotent-replayed")]).toEqual([200, null]);
    expect((await userDoc(one.invitation.email)).sessionVersion).toBe(1);
  });
});
