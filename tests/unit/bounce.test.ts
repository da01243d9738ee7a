import { describe, expect, it } from "vitest";
import { bounceSentence, readBounce } from "@/lib/mail/provider/bounce";

/** Bounces as providers report them. */

const bounce = (
  said: string | null,
  permanent: boolean | null,
  category: string | null = null,
  status: string | null = null,
) => readBounce({ said, permanent, category, status });

describe("what a bounce means", () => {
  it.each([
    ["550 5.1.1 The email account that you tried to reach does not exist", "mailbox_missing", true],
    ["smtp; 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found (null MX)", "domain_missing", true],
    ["550 5.1.2 Host unknown", "domain_missing", true],
    ["550 5.2.1 The mailbox is disabled", "mailbox_missing", true],
    ["552 5.2.2 Mailbox is over quota", "mailbox_full", false],
    ["552 5.3.4 Message too big for system", "content_refused", false],
    ["550 5.4.1 Recipient address rejected: Access denied", "mailbox_missing", true],
    ["550 5.4.4 Unable to route", "domain_missing", true],
    ["554 5.6.0 Corrupt message content", "content_refused", false],
    ["550 5.7.1 Our system has detected that this message is likely spam", "blocked", false],
    ["550 5.7.1 User unknown", "mailbox_missing", true],
    ["550 5.7.26 Unauthenticated mail is prohibited (DMARC)", "blocked", false],
    ["550 5.1.8 Sender address rejected: Domain not found", "blocked", false],
    ["550 Sender address rejected", "blocked", false],
    ["550 No such user here", "mailbox_missing", true],
    ["550 user ana@bakery.com does not exist", "mailbox_missing", true],
    ["Host or domain name not found", "domain_missing", true],
    ["554 rejected for policy reasons", "blocked", false],
    ["550 5.0.0 go away", "other", true],
    [null, "other", true],
    ["version 5.1.1.4 is no status", "other", true],
  ] as const)("%s", (said, code, hard) => {
    expect(bounce(said, true)).toEqual({ code, hard });
  });

  it("what was refused for now is never for good, whoever says so", () => {
    expect(bounce("450 4.1.1 unknown user", true)).toEqual({ code: "mailbox_missing", hard: false });
    expect(bounce("550 5.1.1 no such user", false)).toEqual({ code: "mailbox_missing", hard: false });
  });

  it("where the provider cannot tell, only an address that does not exist is for good", () => {
    expect(bounce("550 5.1.1 no such user", null)).toEqual({ code: "mailbox_missing", hard: true });
    expect(bounce("550 5.0.0 failed", null)).toEqual({ code: "other", hard: false });
    expect(bounce(null, null)).toEqual({ code: "other", hard: false });
  });

  it.each([
    ["MailboxFull", "mailbox_full"],
    ["MessageTooLarge", "content_refused"],
    ["ContentRejected", "content_refused"],
    ["Invalid Address", "mailbox_missing"],
    ["Mailbox Unavailable", "mailbox_missing"],
    ["Reputation", "blocked"],
    ["Content", "content_refused"],
    ["Frequency or Volume Too High", "blocked"],
    ["Technical Failure", "other"],
    ["Unclassified", "other"],
    ["General", "other"],
  ] as const)("the provider's category %s serves where nothing else is said", (category, code) => {
    expect(bounce(null, true, category).code).toBe(code);
  });

  it("the status that the provider names wins over its category", () => {
    expect(bounce(null, true, "Invalid Address", "5.2.2").code).toBe("mailbox_full");
  });
});

it("says it in a sentence", () => {
  expect(bounceSentence("ana@bakery.con", "domain_missing")).toBe(
    "The mail to ana@bakery.con bounced: the domain does not exist.",
  );
});
