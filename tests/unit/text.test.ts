import { describe, expect, it } from "vitest";
import { prefixRange } from "@/lib/paging";
import { fullName, messageText, nameKeyOf, nameText, optionalNameText } from "@/lib/text";

const ok = (schema: typeof nameText, value: unknown) => schema.safeParse(value).success;

describe("names", () => {
  it("are trimmed, and 1 to 60 characters, however many code units a character has", () => {
    expect(nameText.parse("  Ana Lima ")).toBe("Ana Lima");
    expect(ok(nameText, "x".repeat(60))).toBe(true);
    expect(ok(nameText, "🌱".repeat(60))).toBe(true);
    for (const value of ["", "   ", "x".repeat(61), "🌱".repeat(61), 5, null, ["Ana"]])
      expect(ok(nameText, value)).toBe(false);
    expect(optionalNameText.parse("")).toBe("");
  });

  it.each([
    ["a NUL byte", "\u0000"],
    ["a line feed", "\n"],
    ["a carriage return", "\r"],
    ["a tab", "\t"],
    ["an escape", "\u001b"],
    ["a delete", "\u007f"],
    ["a C1 control", "\u0085"],
    ["a line separator", "\u2028"],
    ["a paragraph separator", "\u2029"],
    ["a left-to-right mark", "\u200e"],
    ["a right-to-left mark", "\u200f"],
    ["an Arabic letter mark", "\u061c"],
    ["an embedding", "\u202a"],
    ["an override", "\u202e"],
    ["an isolate", "\u2066"],
    ["the end of an isolate", "\u2069"],
    ["a soft hyphen", "\u00ad"],
    ["a zero-width space", "\u200b"],
    ["a word joiner", "\u2060"],
    ["a pile of marks", "\u0301".repeat(6)],
    ["marks piled on one that has some", "\u1ec7\u0301\u0302\u0303\u0304"],
  ])("may not hold %s", (_, character) => {
    expect(ok(nameText, `Ana${character}Lima`)).toBe(false);
    expect(ok(optionalNameText, `Ana${character}Lima`)).toBe(false);
  });

  it.each([
    "José Ñandú",
    "山田 太郎",
    "ليلى حدّاد",
    'O\'Neil, Jr. "Bob"',
    "www.evil.example",
    "Zoë 🌱",
    "Nguyê\u0303\u0323n Thị",
    "กี่ที่นี้",
    "हिन्दी कर्त्री",
    "👩🏽‍🍳 Ana",
    "می‌خواهم",
    "=1+1",
    "<b>Ana</b>",
  ])("may be %s, as plain text", (name) => {
    expect(nameText.parse(name)).toBe(name);
  });
});

describe("messages", () => {
  it("may have lines, of any kind of line end, and 1,000 characters", () => {
    expect(messageText.parse(" Hello\r\nAna\rBye \n")).toBe("Hello\nAna\nBye");
    expect(messageText.safeParse("🌱".repeat(1000)).success).toBe(true);
    expect(messageText.safeParse("x".repeat(1001)).success).toBe(false);
    for (const character of ["\u0000", "\u001b", "\u202e", "\u2066"]) {
      expect(messageText.safeParse(`Hello${character}`).success).toBe(false);
    }
  });
});

describe("comparing names", () => {
  it("folds case, spaces and compatibility forms", () => {
    expect(nameKeyOf("  LIMA\u00a0 Bakery ")).toBe("lima bakery");
    expect(nameKeyOf("Ｌｉｍａ")).toBe("lima");
    expect(nameKeyOf("Cafe\u0301")).toBe(nameKeyOf("Café"));
    expect(nameKeyOf("Lima")).not.toBe(nameKeyOf("Líma"));
  });

  it("joins what there is of a name", () => {
    expect(fullName({ firstName: "Ana", lastName: "" })).toBe("Ana");
    expect(fullName({ firstName: "", lastName: "Lima" })).toBe("Lima");
    expect(fullName({ firstName: "", lastName: "" })).toBe("");
  });
});

describe("a prefix range", () => {
  const bytes = (text: string) => Buffer.from(text);
  const within = (text: string, prefix: string) => {
    const { $gte, $lt } = prefixRange(prefix);
    return Buffer.compare(bytes(text), bytes($gte)) >= 0 && Buffer.compare(bytes(text), bytes($lt)) < 0;
  };

  it("holds everything that begins with the text, in the order of bytes that MongoDB sorts by", () => {
    for (const text of ["zoë", "zoë ", "zoë z", "zoë \uffff", "zoë 🌱", "zoë 山"])
      expect([text, within(text, "zoë")]).toEqual([text, true]);
    for (const text of ["zo", "zof", "zoe", "aë"]) expect([text, within(text, "zoë")]).toEqual([text, false]);
  });
});
