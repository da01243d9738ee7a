import { describe, expect, it } from "vitest";
import { DARK, DARK_EDGE, LIGHT, ON_DOOR, PLATE, STYLE } from "@/emails/palette";
import { doorColour, hueColour } from "@/lib/mail/colour";
import { renderMail } from "@/lib/mail/render";
import { BRAND, mailOf } from "../support/mail-samples";

process.env.MONGODB_URI ??= "mongodb://127.0.0.1:1/none";

const luminance = (hex: string) => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const v = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string, b: string) => {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
};

const CHOSEN = [
  "#ffffff",
  "#ffff00",
  "#f5a623",
  "#00ff00",
  "#ff69b4",
  "#1f6feb",
  "#000000",
  "#808080",
  "#0000ff",
  null,
  "red",
];

describe("a letter's colours", () => {
  it.each([
    ["ink by day", LIGHT.ink, LIGHT.paper],
    ["muted text and its links by day", LIGHT.muted, LIGHT.paper],
    ["ink in the dark", DARK.ink, DARK.paper],
    ["muted text and its links in the dark", DARK.muted, DARK.paper],
    ["a logo's words on its plate in the dark", LIGHT.ink, PLATE],
  ])("%s reads", (_, text, ground) => {
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(CHOSEN)("%s becomes a door that reads on paper and under the button's text, day and night", (colour) => {
    const door = doorColour(colour);
    expect(door).toMatch(/^#[0-9a-f]{6}$/);
    expect(contrast(door, LIGHT.paper)).toBeGreaterThanOrEqual(4.5);
    // The same ground and the same text in the dark.
    expect(contrast(ON_DOOR, door)).toBeGreaterThanOrEqual(4.5);
  });

  it("the button's edge is seen on the dark paper, whatever its ground", () => {
    expect(contrast(DARK_EDGE, DARK.paper)).toBeGreaterThanOrEqual(3);
  });

  it.each(CHOSEN)("%s colours no text that dark mode leaves as it is", async (colour) => {
    const { html } = await renderMail(mailOf("invite-business"), { ...BRAND, colour });
    // Only the monogram is drawn in it, and the dark rules name its class.
    const coloured = [...html.matchAll(/<(\w+)([^>]*)style="([^"]*)"/g)].filter(([, , , style]) =>
      new RegExp(`(^|;)color:(${doorColour(colour)}|${hueColour(BRAND.name)})`).test(style ?? ""),
    );
    expect(coloured.length).toBeGreaterThan(0);
    for (const [, , attributes] of coloured) expect(attributes).toContain('class="arch"');
  });

  it("keeps a colour that reads already, and gives each name its own hue", () => {
    expect(doorColour("#1a4d8f")).toBe("#1a4d8f");
    expect(hueColour("Acme")).toBe(hueColour("Acme"));
    expect(hueColour("Acme")).not.toBe(hueColour("Bakery"));
  });
});

describe("dark mode", () => {
  it("is declared, and its rules are there for programs with a media query and for Outlook's own marks", async () => {
    const { html } = await renderMail(mailOf("invite-user"), BRAND);
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
    expect(html).toContain('<meta name="supported-color-schemes" content="light dark"/>');
    for (const rule of ["@media (prefers-color-scheme: dark)", "[data-ogsc] .ink {", "[data-ogsb] .paper {"]) {
      // As it stands: a style sheet knows no &gt;.
      expect(html).toContain(rule);
    }
    expect(html).toContain(".paper > table");
    expect(html).toContain(STYLE.trim());
  });

  it("every coloured text has a class that the dark rules know", async () => {
    const { html } = await renderMail(mailOf("invitations-expired"), BRAND);
    const body = html.slice(html.indexOf("</head>"));
    const texts = [...body.matchAll(/<\w+([^>]*)style="([^"]*)"/g)].filter(([, , style]) =>
      /(^|;)color:/.test(style ?? ""),
    );
    expect(texts.length).toBeGreaterThan(8);
    for (const [tag, attributes] of texts) {
      const known = /class="[^"]*\b(ink|muted|arch|button)\b/.test(attributes ?? "");
      // The paragraph round the link in full has no text of its own.
      expect(known || tag.includes("word-break:break-all"), tag).toBe(true);
    }
  });
});
