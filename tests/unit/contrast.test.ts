import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { brandColours, contrast, GROUNDS, nameColours, type Oklch, parseHex } from "@/lib/brand-colour";

const THEMES = ["light", "dark"] as const;
type Theme = (typeof THEMES)[number];

/** `oklch(0.43 0.09 160)` */
function parseOklch(text: string): Oklch {
  const [l, c, h] = /^oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)$/.exec(text)?.slice(1).map(Number) ?? [];
  if (l === undefined || c === undefined || h === undefined) throw new Error(`Not a colour: ${text}`);
  return { l, c, h };
}

/** The tokens as app/globals.css has them: `--paper: light-dark(<light>, <dark>);` */
function readTokens(): Record<string, Record<Theme, Oklch>> {
  const css = readFileSync("app/globals.css", "utf8");
  const lines = css.matchAll(/--([a-z-]+): light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\);/g);
  return Object.fromEntries(
    [...lines].map(([, name = "", light = "", dark = ""]) => [
      name,
      { light: parseOklch(light), dark: parseOklch(dark) },
    ]),
  );
}

const tokens = readTokens();
const token = (name: string, theme: Theme): Oklch => {
  const found = tokens[name]?.[theme];
  if (!found) throw new Error(`No token ${name}`);
  return found;
};

describe("contrast, as WCAG 2.2 measures it", () => {
  const hex = (text: string) => parseHex(text) ?? expect.unreachable();

  it.each([
    ["#000000", "#ffffff", 21],
    ["#ffffff", "#ffffff", 1],
    ["#777777", "#ffffff", 4.48],
    ["#0000ff", "#ffffff", 8.59],
    ["#ff0000", "#ffffff", 4],
  ])("%s on %s is %d", (text, ground, ratio) => {
    expect(contrast(hex(text), hex(ground))).toBeCloseTo(ratio, 1);
  });
});

describe.each(THEMES)("the tokens, %s", (theme) => {
  const texts = ["ink", "ink-muted", "door", "waiting", "done", "failed"];
  const grounds = ["paper", "surface", "sunken"];

  it.each(texts.flatMap((text) => grounds.map((ground) => [text, ground])))(
    "%s reads on %s",
    (text = "", ground = "") => {
      expect(contrast(token(text, theme), token(ground, theme))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it("the door's own text reads on it", () => {
    expect(contrast(token("on-door", theme), token("door", theme))).toBeGreaterThanOrEqual(4.5);
  });

  it("what lies inverted, as an exact time does, reads", () => {
    expect(contrast(token("paper", theme), token("ink", theme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(grounds)("the edge of a field is seen on %s (3:1)", (ground) => {
    expect(contrast(token("field-line", theme), token(ground, theme))).toBeGreaterThanOrEqual(3);
  });

  it("a tenant's colour is measured against the grounds of the stylesheet", () => {
    expect(GROUNDS[theme]).toEqual(grounds.map((ground) => token(ground, theme)));
  });
});

describe("a tenant's colour", () => {
  const byte = (value: number) => Math.round(value).toString(16).padStart(2, "0");
  // Every ninth of each channel: all hues, greys, black, white, and the extremes of chroma.
  const steps = Array.from({ length: 10 }, (_, step) => (step * 255) / 9);
  const colours = steps.flatMap((r) => steps.flatMap((g) => steps.map((b) => `#${byte(r)}${byte(g)}${byte(b)}`)));

  it.each(THEMES)("reads on every ground, and its text on it, for 1,000 colours: %s", (theme) => {
    for (const colour of colours) {
      const pair = brandColours(colour)?.[theme];
      if (!pair) throw new Error(`${colour} was not taken`);
      const door = parseOklch(pair.colour);
      expect(contrast(parseOklch(pair.on), door), colour).toBeGreaterThanOrEqual(4.5);
      for (const ground of GROUNDS[theme]) expect(contrast(door, ground), colour).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("keeps its hue", () => {
    for (const colour of colours) {
      const chosen = parseHex(colour);
      const pairs = brandColours(colour);
      // A grey has no hue to keep.
      if (!chosen || !pairs || chosen.c < 0.01) continue;
      for (const theme of THEMES) {
        const turn = Math.abs(parseOklch(pairs[theme].colour).h - chosen.h) % 360;
        expect(Math.min(turn, 360 - turn), colour).toBeLessThan(0.2);
      }
    }
  });

  it("stays as it was chosen where it reads already", () => {
    const chosen = parseHex("#2f5d8a");
    const shown = parseOklch(brandColours("#2f5d8a")?.light.colour ?? "");
    expect(shown.l).toBeCloseTo(chosen?.l ?? 0, 2);
    expect(shown.c).toBeCloseTo(chosen?.c ?? 0, 2);
  });

  it.each([null, undefined, "", "red", "#fff", "#12345", "url(x)", "#12345g"])("%j is no colour", (text) => {
    expect(brandColours(text)).toBeNull();
  });

  it("a name has the same colour every time, and another name another", () => {
    expect(nameColours("Blue Bakery")).toEqual(nameColours("blue bakery"));
    expect(nameColours("Blue Bakery")).not.toEqual(nameColours("Harbour Books"));
  });
});
