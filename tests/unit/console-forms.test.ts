import { describe, expect, it } from "vitest";
import { listHref, readAddress } from "@/app/a/[accountId]/invitations/filters";
import { linePoints } from "@/components/console/days-line";
import { count, statusOf, waysFor } from "@/components/console/invitation-words";
import { InviteForm, linkDays } from "@/lib/console/invite-form";

const ACCOUNT = "64b8f0c2a1d3e4f5a6b7c8d9";

function errorsOf(form: Record<string, string>): Record<string, string> {
  const parsed = InviteForm.safeParse(form);
  if (parsed.success) return {};
  return Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join("."), issue.message]));
}

describe("the invite form", () => {
  it("asks for the business and the address where no contact is taken", () => {
    expect(errorsOf({ type: "business", account: ACCOUNT })).toEqual({
      business: "Name the business.",
      email: "Give the address to invite.",
    });
  });

  it("takes a contact's own name and address, whatever was typed before it was taken", () => {
    const form = { type: "business", account: ACCOUNT, contact: "abc", business: "Blue", email: "ana@bakery.com" };
    expect(InviteForm.parse(form)).toEqual({ type: "business", contactId: "abc", accountId: ACCOUNT });
  });

  it("leaves a taken contact alone when a colleague is invited instead", () => {
    const form = { type: "user", account: ACCOUNT, contact: "abc", email: "bo@acme.com", role: "admin", days: "14" };
    expect(InviteForm.parse(form)).toEqual({
      type: "user",
      email: "bo@acme.com",
      role: "admin",
      accountId: ACCOUNT,
      expiresInDays: 14,
    });
  });

  it("asks for no mail only where the box is ticked", () => {
    const form = { type: "user", account: ACCOUNT, email: "bo@acme.com" };
    expect(InviteForm.parse(form)).not.toHaveProperty("sendEmail");
    expect(InviteForm.parse({ ...form, noMail: "on" })).toHaveProperty("sendEmail", false);
  });

  it("refuses an owner's role, and days out of range", () => {
    const form = { type: "user", account: ACCOUNT, email: "bo@acme.com" };
    expect(Object.keys(errorsOf({ ...form, role: "owner" }))).toEqual(["role"]);
    expect(Object.keys(errorsOf({ ...form, days: "91" }))).toEqual(["days"]);
  });

  it("offers the installation's own number of days among the others", () => {
    expect(linkDays(7)).toEqual([1, 3, 7, 14, 30, 90]);
    expect(linkDays(10)).toEqual([1, 3, 7, 10, 14, 30, 90]);
  });
});

describe("the address of the list", () => {
  it("says the pending ones where it says nothing, or nonsense", () => {
    expect(readAddress({}).status).toBe("pending");
    expect(readAddress({ status: "soon", type: ["user", "user"], cursor: "../x" })).toEqual({
      status: "pending",
      q: "",
    });
  });

  it("begins another list at its first page and keeps the search", () => {
    const address = readAddress({ status: "all", q: "ana", cursor: "a".repeat(32) });
    expect(listHref("/a/1", address, { status: "expired" })).toBe("/a/1/invitations?status=expired&q=ana");
  });
});

describe("an invitation in words", () => {
  const pending = { status: "pending" as const };
  const delivery = (status: "bounced" | "queued" | "delivered") => ({ status, transport: null, error: null, at: "" });

  it("tells trouble with the mail while it is pending, and only then", () => {
    expect(statusOf({ ...pending, delivery: delivery("bounced") })).toEqual({ state: "split", word: "Bounced" });
    expect(statusOf({ ...pending, delivery: delivery("queued") })).toEqual({ state: "dotted", word: "Queued" });
    expect(statusOf({ ...pending, delivery: delivery("delivered") })).toEqual({ state: "ajar", word: "Pending" });
    expect(statusOf({ status: "accepted", delivery: delivery("bounced") })).toEqual({
      state: "open",
      word: "Accepted",
    });
  });

  it("offers nothing on the invitation that opened the account it is seen from", () => {
    const all = { createAccounts: true, createInvitations: true, cancelInvitations: true };
    const one = {
      ...pending,
      type: "business" as const,
      account: { id: "sub", name: "Blue Bakery" },
      delivery: delivery("delivered"),
    };
    const nothing = { again: false, remind: false, cancel: false };
    expect(waysFor(one, "sub", all)).toEqual(nothing);
    expect(waysFor(one, "parent", all)).toEqual({ again: true, remind: true, cancel: true });
    expect(waysFor(one, "parent", { ...all, createAccounts: false })).toEqual(nothing);
  });

  it("offers a reminder of what is open and arrived", () => {
    const all = { createAccounts: true, createInvitations: true, cancelInvitations: true };
    const one = { ...pending, type: "user" as const, account: { id: "here", name: "Acme" } };
    expect(waysFor({ ...one, delivery: delivery("bounced") }, "here", all).remind).toBe(false);
    expect(waysFor({ ...one, delivery: delivery("queued") }, "here", all).remind).toBe(false);
    expect(waysFor({ ...one, status: "expired", delivery: delivery("delivered") }, "here", all).remind).toBe(false);
  });

  it("counts up to where counting stops", () => {
    expect(count(1204)).toBe("1,204");
    expect(count(10_000, 10_000)).toBe("10,000+");
  });

  it("draws the highest day at the top and an empty month on the ground", () => {
    const drawn = linePoints([0, 4, 2]).map((point) => point.y);
    expect(drawn[1]).toBeLessThan(drawn[2] ?? 0);
    expect(drawn[2]).toBeLessThan(drawn[0] ?? 0);
    expect(new Set(linePoints([0, 0, 0]).map((point) => point.y)).size).toBe(1);
  });
});
