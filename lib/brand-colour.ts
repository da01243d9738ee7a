/**
 * A tenant's colour takes the place of `door` on invitee pages. Hue and chroma are kept; lightness moves until 4.5:1
 * holds on every ground the colour meets and for the text on it. Formulas: CSS Color 4 (Oklab, Björn Ottosson 2020) and
 * WCAG 2.2 (relative luminance).
 */

export interface Oklch {
  l: number;
  c: number;
  h: number;
}

export interface BrandPair {
  colour: string;
  on: string;
}

export interface BrandColours {
  light: BrandPair;
  dark: BrandPair;
}

type Rgb = [number, number, number];

function toLinearRgb({ l, c, h }: Oklch): Rgb {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

function fromLinearRgb([r, g, b]: Rgb): Oklch {
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const medium = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const l = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short;
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short;
  const bb = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short;
  return { l, c: Math.hypot(a, bb), h: ((Math.atan2(bb, a) * 180) / Math.PI + 360) % 360 };
}

const inGamut = (rgb: Rgb) => rgb.every((part) => part >= -0.0005 && part <= 1.0005);

/** The nearest colour a screen can show: same lightness and hue, less chroma. */
function intoGamut(colour: Oklch): Oklch {
  let { c } = colour;
  while (c > 0.001 && !inGamut(toLinearRgb({ ...colour, c }))) c -= 0.002;
  return { ...colour, c: Math.max(c, 0) };
}

/** Relative luminance as WCAG defines it, of the colour as an 8-bit screen shows it. */
function luminance(colour: Oklch): number {
  const [r, g, b] = toLinearRgb(colour).map((part) => Math.min(1, Math.max(0, part))) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(one: Oklch, other: Oklch): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

export function parseHex(hex: string): Oklch | null {
  const match = /^#?([0-9a-f]{6})$/i.exec(hex.trim());
  if (!match?.[1]) return null;
  const value = Number.parseInt(match[1], 16);
  const linear = [value >> 16, (value >> 8) & 255, value & 255].map((byte) => {
    const part = byte / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return fromLinearRgb(linear);
}

function formatOklch({ l, c, h }: Oklch): string {
  return `oklch(${l.toFixed(4)} ${c.toFixed(4)} ${h.toFixed(1)})`;
}

/** The grounds of app/globals.css that a door colour may lie on, per theme; the test compares them with that file. */
export const GROUNDS = {
  light: [
    { l: 0.985, c: 0.004, h: 85 },
    { l: 1, c: 0, h: 0 },
    { l: 0.965, c: 0.006, h: 85 },
  ],
  dark: [
    { l: 0.19, c: 0.008, h: 70 },
    { l: 0.225, c: 0.009, h: 70 },
    { l: 0.165, c: 0.007, h: 70 },
  ],
} as const satisfies Record<"light" | "dark", readonly Oklch[]>;

/** A little above 4.5, so that rounding never falls below it. */
const ENOUGH = 4.55;

interface Shown {
  colour: Oklch;
  on: Oklch;
}

function shownIn(theme: "light" | "dark", colour: Oklch): Shown {
  const step = theme === "light" ? -0.005 : 0.005;
  const on: Oklch =
    theme === "light"
      ? { l: 0.99, c: Math.min(colour.c, 0.01), h: colour.h }
      : { l: 0.2, c: Math.min(colour.c, 0.03), h: colour.h };
  // Neither a black door in the dark nor a white one by day: start where the theme's own door could stand.
  let l = theme === "light" ? Math.min(colour.l, 0.62) : Math.max(colour.l, 0.6);
  let shown = intoGamut({ ...colour, l });
  while (
    (contrast(shown, on) < ENOUGH || GROUNDS[theme].some((ground) => contrast(shown, ground) < ENOUGH)) &&
    l > 0.05 &&
    l < 0.97
  ) {
    l += step;
    shown = intoGamut({ ...colour, l });
  }
  return { colour: shown, on };
}

function pairFor(colour: Oklch, theme: "light" | "dark"): BrandPair {
  const shown = shownIn(theme, colour);
  return { colour: formatOklch(shown.colour), on: formatOklch(shown.on) };
}

/** For mail clients, which know no oklch(): the daylight colour as `#rrggbb`. */
export function toMailHex(colour: Oklch): string {
  const channels = toLinearRgb(shownIn("light", colour).colour).map((part) => {
    const linear = Math.min(1, Math.max(0, part));
    const value = linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055;
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, "0");
  });
  return `#${channels.join("")}`;
}

/** Null when the text is no colour (`#rrggbb`): the page then keeps Foyer's own door. */
export function brandColours(hex: string | null | undefined): BrandColours | null {
  const colour = hex ? parseHex(hex) : null;
  if (!colour) return null;
  return { light: pairFor(colour, "light"), dark: pairFor(colour, "dark") };
}

/** For a name without a logo: the same hue for the same name, everywhere. */
export function nameColours(name: string): BrandColours {
  const colour = nameColour(name);
  return { light: pairFor(colour, "light"), dark: pairFor(colour, "dark") };
}

export function nameColour(name: string): Oklch {
  let hash = 2_166_136_261;
  for (const letter of name.normalize("NFC").toLowerCase()) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  }
  return { l: 0.5, c: 0.1, h: hash % 360 };
}

/** The custom properties that `.branded` in app/globals.css reads. */
export function brandStyle(colours: BrandColours): Record<`--${string}`, string> {
  return {
    "--brand-light": colours.light.colour,
    "--on-brand-light": colours.light.on,
    "--brand-dark": colours.dark.colour,
    "--on-brand-dark": colours.dark.on,
  };
}
