import sharp from "sharp";
import type { DemoBrand } from "./people";

/** Logos of shapes alone, so that they look alike wherever they are drawn: fonts are not everywhere the same. */

const STAR = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="144" viewBox="0 0 480 144">
  <path d="M72 4 84 60 140 72 84 84 72 140 60 84 4 72 60 60z" fill="#2f5d8a"/>
  <path d="M72 34 78 66 110 72 78 78 72 110 66 78 34 72 66 66z" fill="#f2b84b"/>
  <g fill="none" stroke="#22303c" stroke-width="11" stroke-linejoin="round" stroke-linecap="round">
    <path d="M172 100V46l38 54V46"/><path d="M266 46a27 27 0 1 0 .1 0z"/><path d="M318 100V46h20a15 15 0 0 1 0 30h-20m18 0 18 24"/>
    <path d="M372 46h44M394 46v54"/><path d="M434 46v54m34-54v54m-34-27h34"/>
  </g>
</svg>`;

const LOAF = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="160" viewBox="0 0 320 160">
  <path d="M24 132V84c-22-16-14-60 30-60h212c44 0 52 44 30 60v48a8 8 0 0 1-8 8H32a8 8 0 0 1-8-8z" fill="#1f5fae"/>
  <path d="M44 120V78c-18-8-14-36 14-36h204c28 0 32 28 14 36v42z" fill="#f7e3bf"/>
  <g fill="none" stroke="#c98a3d" stroke-width="9" stroke-linecap="round">
    <path d="M92 104 112 60"/><path d="M150 104 170 60"/><path d="M208 104 228 60"/>
  </g>
</svg>`;

const DRAWN: Record<DemoBrand["logo"], string> = { star: STAR, loaf: LOAF };

/** As somebody would upload it. */
export function drawLogo(logo: DemoBrand["logo"]): Promise<Uint8Array> {
  return sharp(Buffer.from(DRAWN[logo])).png().toBuffer();
}
