import { nameColour, parseHex, toMailHex } from "../brand-colour";

/** oklch(0.43 0.09 160), the door of the pages, as mail clients understand it. */
const DOOR = toMailHex({ l: 0.43, c: 0.09, h: 160 });

/** The colour of the one button, made readable; the house's own where there is none or it is no #rrggbb. */
export function doorColour(hex: string | null): string {
  const colour = hex ? parseHex(hex) : null;
  return colour ? toMailHex(colour) : DOOR;
}

/** A hue from the name, for the monogram of whoever has chosen no colour: the same as on the pages. */
export function hueColour(name: string): string {
  return toMailHex(nameColour(name));
}
