import { EJSON } from "bson";
import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { inviteJti } from "@/lib/auth/invite-token";
import { database } from "@/lib/db/client";
import { deliverDue } from "@/lib/mail/outbox";
import { del, post } from "../../support/api";
import { address, createKey, createTenant } from "../../support/factories";
import { accept, invitationDoc, invite, inviteBusiness, tokenIn, tokenTo } from "../../support/invites";
import { firstSecret } from "../../support/secrets";

/** Every document of every collection, as text, byte fields included. */
async function storedText(): Promise<Map<string, string>> {
  const collections = await database().collections();
  return new Map(
    await Promise.all(
      collections.map(async (one) => {
        const found = await one.find({}, { promoteBuffers: true }).toArray();
        return [one.collectionName, found.map((doc) => EJSON.stringify(doc)).join("\n")] as const;
      }),
    ),
  );
}

describe("secrets at rest", () => {
  it("no token, jti, link, password or key is stored anywhere, whatever was done with them", async () => {
    const acme = await createTenant();
    const password = "unmistakable-pässword-8431";
    const secrets: Record<string, string> = { password, APP_SECRET: firstSecret() };
    const remember = async (name: string, token: string) => {
      const { jti, inv, n } = decodeJwt(token) as { jti: string; inv: string; n: number };
      const { keyId, _id } = await invitationDoc(inv);
      expect(inviteJti(_id, n, keyId)).toBe(jti);
      Object.assign(secrets, {
        [`${name} token`]: token,
        [`${name} signature`]: token.split(".")[2],
        [`${name} jti`]: jti,
      });
    };

    // Every call carries an Idempotency-Key, so that every answer is stored.
    const keyed = (name: string) => ({ as: acme.key, headers: { "idempotency-key": name } });
    const handed = await invite(acme, { sendEmail: false }, { "idempotency-key": "handed" });
    await invite(acme, { sendEmail: false, email: handed.body.invitation.email }, { "idempotency-key": "again" });
    await remember("handed", tokenIn(handed.body.inviteUrl ?? ""));

    const mailed = await invite(acme, {}, { "idempotency-key": "mailed" });
    await remember("mailed", await tokenTo(mailed.body.invitation.email));
    await post(`/v1/accounts/${acme.id}/invite`, { invitationId: mailed.body.invitation.id }, keyed("resend"));
    const token = await tokenTo(mailed.body.invitation.email);
    await remember("resent", token);
    const accepted = await post(
      "/v1/accounts/accept-invite",
      { token, password },
      { headers: { "idempotency-key": "accept" } },
    );
    expect(accepted.status).toBe(200);
    await accept(token, { password });

    const business = await inviteBusiness(acme);
    await remember("business", await tokenTo(business.body.invitation.email));
    await del(`/v1/accounts/${business.body.account.id}/cancel-invite`, keyed("cancel"));
    await post(`/v1/accounts/${business.body.account.id}/invite`, {}, keyed("revive"));
    await remember("revived", await tokenTo(business.body.invitation.email));

    const key = await post<{ key: string }>("/v1/api-keys", { name: "Kept nowhere" }, keyed("key"));
    secrets["new key"] = key.body.key;
    secrets["tenant's key"] = acme.key;
    secrets["some rights"] = await createKey(acme, ["invitations:read"]);
    await post("/v1/accounts/invite", { type: "user", email: address() }, { as: acme.cookie });
    secrets.session = acme.cookie.split("=")[1] ?? "";
    await deliverDue("tests");

    const stored = await storedText();
    expect([...stored.keys()]).toEqual(
      expect.arrayContaining(["idempotency", "mails", "events", "invitations", "_users", "api_keys"]),
    );
    expect(stored.get("idempotency")).toContain(String.raw`\"status\":\"invited\"`);
    const found: string[] = [];
    for (const [collection, text] of stored) {
      for (const [name, secret] of Object.entries(secrets)) {
        expect(secret.length).toBeGreaterThan(15);
        const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64").replace(/=+$/, "")];
        // A key's id is no secret; what follows it is.
        if (secret.startsWith("fyr_")) forms.push(secret.slice(-43));
        if (forms.some((form) => text.includes(form))) found.push(`${name} in ${collection}`);
      }
      if (text.includes("?token=")) found.push(`a link in ${collection}`);
      if (/eyJ[\w-]+\.eyJ/.test(text)) found.push(`a JWT in ${collection}`);
    }
    expect(found).toEqual([]);
  });
});
