import { describe, expect, it } from "vitest";
import { parseEmail, requireEmail } from "@/lib/email";

const key = (typed: string) => parseEmail(typed)?.emailKey ?? null;

describe("an e-mail address", () => {
  it.each([
    ["ana@bakery.com", "ana@bakery.com"],
    ["  ana@bakery.com\t", "ana@bakery.com"],
    ["ANA.Lima+Tag@Bakery.COM", "ana.lima+tag@bakery.com"],
    ["o'neil_!#$%&*/=?^`{|}~-x@example.com", "o'neil_!#$%&*/=?^`{|}~-x@example.com"],
    // Nothing but A–Z is changed in the local part.
    ["ÉVA@example.com", "Éva@example.com"],
    ["İstanbul@example.com", "İstanbul@example.com"],
    ["Straße@example.com", "straße@example.com"],
    ["山田@example.com", "山田@example.com"],
    ["a@BÜCHER.example", "a@xn--bcher-kva.example"],
    ["a@xn--bcher-kva.example", "a@xn--bcher-kva.example"],
    ["a@例え。テスト", "a@xn--r8jz45g.xn--zckzah"],
    ["a@sub.domain.example.co.uk", "a@sub.domain.example.co.uk"],
    [`${"x".repeat(64)}@example.com`, `${"x".repeat(64)}@example.com`],
  ])("%s is compared as %s", (typed, expected) => {
    expect(key(typed)).toBe(expected);
  });

  it("is shown as it was typed, trimmed", () => {
    expect(parseEmail(" Ana.Lima@BÜCHER.example ")?.email).toBe("Ana.Lima@BÜCHER.example");
  });

  it.each([
    ["nothing", ""],
    ["spaces alone", "   "],
    ["no at", "ana.bakery.com"],
    ["no local part", "@bakery.com"],
    ["no domain", "ana@"],
    ["a domain without a dot", "ana@localhost"],
    ["a quoted local part", '"ana lima"@bakery.com'],
    ["a quoted at", '"a@b"@bakery.com'],
    ["an address literal", "ana@[127.0.0.1]"],
    ["an IPv6 literal", "ana@[IPv6:::1]"],
    ["an IPv4 address", "ana@127.0.0.1"],
    ["a display name", "Ana <ana@bakery.com>"],
    ["angle brackets", "<ana@bakery.com>"],
    ["a comment", "ana(lima)@bakery.com"],
    ["a list by comma", "a@x.com,b@x.com"],
    ["a list by semicolon", "a@x.com;b@x.com"],
    ["two at", "a@b@bakery.com"],
    ["a space inside", "ana lima@bakery.com"],
    ["a line break inside", "ana\r\nBcc:eve@evil.com@bakery.com"],
    ["a NUL byte", "ana\u0000@bakery.com"],
    ["a delete character", "ana\u007f@bakery.com"],
    ["a direction mark", "ana\u202e@bakery.com"],
    ["an invisible space", "ana\u200b@bakery.com"],
    ["a soft hyphen in the domain", "ana@bak\u00adery.com"],
    ["two dots", "ana..lima@bakery.com"],
    ["a dot at the beginning", ".ana@bakery.com"],
    ["a dot at the end", "ana.@bakery.com"],
    ["a local part over 64", `${"x".repeat(65)}@example.com`],
    ["a local part over 64 bytes", `${"é".repeat(33)}@example.com`],
    ["a domain with two dots", "ana@bakery..com"],
    ["a domain that ends in a dot", "ana@bakery.com."],
    ["a label that begins with a hyphen", "ana@-bakery.com"],
    ["a label over 63", `ana@${"x".repeat(64)}.com`],
    ["an underscore in the domain", "ana@my_bakery.com"],
    ["a path", "ana@bakery.com/x"],
    ["a port", "ana@bakery.com:25"],
    ["a percent sign in the domain", "ana@bakery%2ecom"],
    ["more than 254", `${"x".repeat(60)}@${"y".repeat(60)}.${"y".repeat(60)}.${"y".repeat(60)}.${"y".repeat(12)}.com`],
    ["broken punycode", "ana@xn--zzzzzzzzzz9999.com"],
    ["mailto", "mailto:ana@bakery.com"],
  ])("invalid_email: %s", (_, typed) => {
    expect(parseEmail(typed)).toBeNull();
    expect(() => requireEmail(typed, "rows.3.email")).toThrow(
      expect.objectContaining({
        code: "invalid_email",
        status: 422,
        errors: [expect.objectContaining({ path: "rows.3.email" })],
      }),
    );
  });

  it("a long and hopeless text is refused at once", () => {
    const started = performance.now();
    parseEmail(`${"a.".repeat(50_000)}@${"b.".repeat(50_000)}`);
    parseEmail(`${"a".repeat(100_000)}!`);
    expect(performance.now() - started).toBeLessThan(500);
  });

  it("the key of a key is itself", () => {
    for (const typed of ["ANA@Bücher.example", "ÉVA@example.com", "a@例え。テスト"]) {
      const once = key(typed) ?? "";
      expect(key(once)).toBe(once);
    }
  });
});
