import { describe, expect, it } from "vitest";
import { isOneSlip, likelyEmail } from "@/lib/email-typos";

describe("an address that looks mistyped", () => {
  it.each([
    ["ana@bakery.con", "ana@bakery.com"],
    ["ana@gmial.com", "ana@gmail.com"],
    ["ana@gmai.com", "ana@gmail.com"],
    ["ana@gmail.cm", "ana@gmail.com"],
    ["ana@gmial.con", "ana@gmail.com"],
    ["ana@hotmial.com", "ana@hotmail.com"],
    ["ana@yahoo.con", "ana@yahoo.com"],
    ["Ana.Lima@OUTLOK.com", "Ana.Lima@outlook.com"],
    ["ana@books.ogr", "ana@books.org"],
  ])("%s was meant to be %s", (typed, meant) => {
    expect(likelyEmail(typed)).toBe(meant);
  });

  it.each([
    "ana@bakery.com",
    "ana@bakery.co",
    "ana@gmail.com",
    "ana@mail.com",
    "ana@gmx.at",
    "ana@blue.example",
    "ana",
    "@b.con",
    "",
  ])("nothing is suggested for %s", (typed) => {
    expect(likelyEmail(typed)).toBeNull();
  });

  it("one slip is a letter too many, too few, another, or two the wrong way round", () => {
    for (const typed of ["gmaill.com", "gmal.com", "gnail.com", "gamil.com"]) {
      expect(isOneSlip(typed, "gmail.com"), typed).toBe(true);
    }
    expect(isOneSlip("gmail.com", "gmail.com")).toBe(false);
    expect(isOneSlip("gmx.com", "gmail.com")).toBe(false);
  });
});
