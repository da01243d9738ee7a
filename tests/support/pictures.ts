import sharp from "sharp";

/** Pictures as people upload them. */

export interface PictureOptions {
  width?: number;
  height?: number;
  format?: "png" | "jpeg" | "webp" | "gif";
  /** CSS; with an alpha channel where it is one that can be seen through. */
  colour?: { r: number; g: number; b: number; alpha: number };
}

export async function picture({
  width = 120,
  height = 40,
  format = "png",
  colour = { r: 47, g: 93, b: 138, alpha: 1 },
}: PictureOptions = {}): Promise<Buffer<ArrayBuffer>> {
  const image = sharp({ create: { width, height, channels: 4, background: colour } });
  return Buffer.from(await image.toFormat(format).toBuffer());
}

/** A form with the file, as a browser sends it. */
export function formWith(file: Uint8Array<ArrayBuffer>, type = "image/png", field = "file"): FormData {
  const form = new FormData();
  form.set(field, new File([file], "logo.png", { type }));
  return form;
}
