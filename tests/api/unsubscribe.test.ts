import { describe, expect, it } from "vitest";
import { signInvite } from "@/lib/auth/invite-token";
import { unsubscribePage, unsubscribeUrl, verifyUnsubscribe } from "@/lib/auth/unsubscribe-token";
import { setClock } from "@/lib/clock";
import { events, invitations, suppressions } from "@/lib/db/client";
import { claimsOf } from "@/lib/invitations/compose";
import { describeUnsubscribe } from "@/lib/invitations/unsubscribe";
import { type CallOptions, call, get } from "../support/api";
import { createSubAccount, createTenant } from "../support/factories";
import { accept, invitationDoc, invite, invited, linkTo, tokenIn } from "../support/invites";

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const ONE_CLICK = "List-Unsubscribe=One-Click";
const APP_URL = "http://localhost:3000";

async function offered() {
  const acme = await createTenant();
  const { invitation } = await invited(acme);
  const doc = await invitationDoc(invitation.id);
  const url = new URL(await unsubscribeUrl(claimsOf(doc), APP_URL));
  return { acme, doc, path: url.pathname + url.search, token: url.searchParams.get("token") ?? "" };
}

const post = (path: string, body?: string, options: CallOptions = {}) =>
  call<unknown>("POST", path, body, { headers: FORM, ...options });

describe("one click", () => {
  it("stops mail from the account, without a login and from whatever origin, and leaves the invitation open", async () => {
    const { acme, doc, path } = await offered();
    await invitations().updateOne({ _id: doc._id }, { $set: { remindAt: new Date(Date.now() + 1000) } });
    const headers = { ...FORM, origin: "https://mail.example", "sec-fetch-site": "cross-site" };
    const answer = await post(path, ONE_CLICK, { headers });
    expect([answer.status, answer.text]).toEqual([200, ""]);
    const stop = await suppressions().findOne({ account: acme.account._id, emailKey: doc.emailKey });
    expect(stop).toMatchObject({ reason: "unsubscribe", email: doc.email, invitation: doc._id });
    const after = await invitationDoc(doc._id.toHexString());
    expect([after.status, after.remindAt, after.timeline.at(-1)?.event]).toEqual([
      "pending",
      undefined,
      "unsubscribed",
    ]);
    const trail = await events().find({ "subject.id": doc._id, type: "suppression.added" }).toArray();
    expect(trail.map(({ actor, detail }) => [actor.type, detail?.reason])).toEqual([["user", "unsubscribe"]]);
    expect((await accept(await signInvite(claimsOf(doc)))).status).toBe(200);
  });

  it("again, and in many at once: 200, and one stop", async () => {
    const { doc, path } = await offered();
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(path, ONE_CLICK)));
    answers.push(await post(path, ONE_CLICK));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect(await suppressions().countDocuments({ emailKey: doc.emailKey })).toBe(1);
    expect(
      (await invitationDoc(doc._id.toHexString())).timeline.filter(({ event }) => event === "unsubscribed").length,
    ).toBe(1);
  });

  it("whatever the body: empty, JSON, or more than was asked for", async () => {
    for (const [body, type] of [
      [undefined, "text/plain"],
      ["{}", "application/json"],
      [`${ONE_CLICK}&x=1`, FORM["content-type"]],
      ["anything", "multipart/form-data; boundary=x"],
    ] as const) {
      const { path } = await offered();
      const answer = await post(path, body, { headers: { "content-type": type } });
      expect([type, answer.status]).toEqual([type, 200]);
    }
  });

  it("after the invitation ended, and long after", async () => {
    const { doc, path } = await offered();
    await invitations().updateOne({ _id: doc._id }, { $set: { status: "expired" } });
    setClock(400 * 24 * 3_600_000);
    try {
      expect((await post(path, ONE_CLICK)).status).toBe(200);
    } finally {
      setClock(0);
    }
    expect(await suppressions().countDocuments({ emailKey: doc.emailKey })).toBe(1);
  });

  it("400 without a token; 401 token_invalid for one that is not ours, or another kind of ours", async () => {
    const { doc, token } = await offered();
    const inviteToken = tokenIn(await linkTo(doc.email));
    expect((await post("/v1/unsubscribe", ONE_CLICK)).status).toBe(400);
    expect((await post(`/v1/unsubscribe?token=${token}&token=${token}`, ONE_CLICK)).status).toBe(400);
    for (const other of ["x", `${token}x`, token.slice(0, -2), inviteToken, "a.b.c", "%00"]) {
      const { status, code } = await post(`/v1/unsubscribe?token=${other}`, ONE_CLICK);
      expect([other, status < 500, code === "token_invalid" || code === "invalid_request"]).toEqual([
        other,
        true,
        true,
      ]);
    }
    expect(await suppressions().countDocuments({ emailKey: doc.emailKey })).toBe(0);
    // Nor does the other way round open anything.
    expect((await accept(token)).code).toBe("invite_invalid");
  });
});

describe("what it means for others", () => {
  it("the account and those below write no more; another tenant does", async () => {
    const { acme, doc, path } = await offered();
    const [below, other] = [await createSubAccount(acme), await createTenant()];
    await post(path, ONE_CLICK);
    const { status, code, text } = await invite(below, { email: doc.email });
    expect([status, code]).toEqual([422, "mail_suppressed"]);
    // What was said to the account above is not for those below.
    expect(text).not.toContain(acme.account.name);
    expect((await invite(other, { email: doc.email })).status).toBe(201);
  });
});

describe("the way to the page that asks", () => {
  it("GET changes nothing and leads there", async () => {
    const { doc, path, token } = await offered();
    const answer = await get<unknown>(path);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `${APP_URL}/unsubscribe?token=${token}`]);
    expect(await unsubscribePage(claimsOf(doc), APP_URL)).toBe(`${APP_URL}/unsubscribe?token=${token}`);
    expect(await suppressions().countDocuments({ emailKey: doc.emailKey })).toBe(0);
  });

  it("GET leads a person to the page however little of the link arrived, which says what to do", async () => {
    const page = `${APP_URL}/unsubscribe`;
    for (const [query, leads] of [
      ["", page],
      ["?token=", `${page}?token=`],
      ["?token=x%20y&utm=1", `${page}?token=x%20y`],
      ["?token=a&token=b", page],
    ]) {
      const { status, headers } = await get<unknown>(`/v1/unsubscribe${query}`);
      expect([query, status, headers.get("location")]).toEqual([query, 303, leads]);
    }
  });

  it("the page is told whom it is about, and whether it is done", async () => {
    const { acme, doc, path, token } = await offered();
    const about = { email: doc.email, accountName: acme.account.name, locale: "en" };
    expect(await describeUnsubscribe(token)).toEqual({ state: "open", ...about });
    await post(path, ONE_CLICK);
    expect(await describeUnsubscribe(token)).toEqual({ state: "done", ...about });
    expect((await describeUnsubscribe("x")).state).toBe("invalid");
    expect(await verifyUnsubscribe(token)).toEqual({ invitation: doc._id });
  });
});
