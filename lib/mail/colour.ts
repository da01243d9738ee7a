/** A tenant's colour, made readable: hue and chroma kept, lightness moved until 4.5:1 holds (WCAG 2.2, 1.4.3). */

interface Oklch {
  l: number;
  c: number;
  /** Radians. */
  h: number;
}

type Rgb = [number, number, number];

/** #fcfaf7, the letter's ground. */
const PAPER: Rgb = [252 / 255, 250 / 255, 247 / 255];
/** A little above what is asked, for what rounding to #rrggbb takes away. */
const CONTRAST = 4.55;
const HEX = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i;

const toLinear = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const fromLinear = (v: number) => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055);

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map(toLinear) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: Rgb, b: Rgb): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** Matrices of B. Ottosson, "A perceptual color space for image processing" (2020). */
function toOklch(rgb: Rgb): Oklch {
  const [r, g, b] = rgb.map(toLinear) as Rgb;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return {
    l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    c: Math.hypot(a, bb),
    h: Math.atan2(bb, a),
  };
}

function toRgb({ l, c, h }: Oklch): Rgb {
  const a = c * Math.cos(h);
  const b = c * Math.sin(h);
  const ll = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const channels = [
    4.0767416621 * ll - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * ll + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * ll - 0.7034186147 * m + 1.707614701 * s,
  ];
  return channels.map((v) => Math.min(1, Math.max(0, fromLinear(Math.max(0, v))))) as Rgb;
}

function toHex(rgb: Rgb): string {
  return `#${rgb
    .map((v) =>
      Math.round(v * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

const WHITE: Rgb = [1, 1, 1];

/** The colour darkened, if need be, until it reads on paper and white reads on it. */
function readable(colour: Oklch): string {
  let { l } = colour;
  let rgb = toRgb(colour);
  while (l > 0 && (contrast(rgb, PAPER) < CONTRAST || contrast(rgb, WHITE) < CONTRAST)) {
    l -= 0.01;
    rgb = toRgb({ ...colour, l });
  }
  return toHex(rgb);
}

/** oklch(0.43 0.09 160), the door of the pages, as mail clients understand it. */
const DOOR = toHex(toRgb({ l: 0.43, c: 0.09, h: (160 * Math.PI) / 180 }));

/** The colour of the one button; the house's own where there is none or it is no #rrggbb. */
export function doorColour(hex: string | null): string {
  const match = HEX.exec(hex ?? "");
  if (!match) return DOOR;
  const rgb = match.slice(1).map((part) => Number.parseInt(part, 16) / 255) as Rgb;
  return readable(toOklch(rgb));
}

/** A hue from the name, for the monogram of whoever has chosen no colour. */
export function hueColour(name: string): string {
  let hash = 2166136261; // FNV-1a
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619) >>> 0;
  return readable({ l: 0.5, c: 0.09, h: ((hash % 360) * Math.PI) / 180 });
}
