import sharp, { type Sharp } from "sharp";
import { AppError } from "../errors";
import { LOGO_HEIGHT, LOGO_WIDTH } from "./schema";

/**
 * What somebody uploaded is decoded and drawn anew, so that nothing of the file itself is ever served: no second file
 * hidden in it, no place and time where a photo was taken, no script of an SVG.
 */

export interface Picture {
  /** PNG. */
  bytes: Buffer;
  width: number;
  height: number;
}

/** Pixels: 4000 × 4000 decode to 64 MB. More than that in a small file is made to burst whoever opens it. */
const MOST_PIXELS = 16_000_000;
const LEAST_SIDE = 16;
const SECONDS = 10;

/** The formats' own first bytes. Nothing else reaches a decoder, whatever it is called. */
const FORMATS: Record<string, (bytes: Buffer) => boolean> = {
  png: (bytes) => bytes.subarray(0, 8).equals(Buffer.from("89504e470d0a1a0a", "hex")),
  jpeg: (bytes) => bytes.subarray(0, 3).equals(Buffer.from("ffd8ff", "hex")),
  webp: (bytes) => bytes.toString("latin1", 0, 4) === "RIFF" && bytes.toString("latin1", 8, 12) === "WEBP",
};

/** @throws AppError 422 `image_invalid` with what is wrong and what to do */
export async function drawPicture(file: Uint8Array): Promise<Picture> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const format = Object.entries(FORMATS).find(([, matches]) => matches(bytes))?.[0];
  if (!format) throw invalid("This is no PNG, JPEG or WebP picture. Save it as one of them, then upload that.");

  const found = await read(bytes).metadata().catch(unreadable);
  if (found.format !== format) throw unreadableFile();
  if ((found.pages ?? 1) > 1 || (format === "png" && isAnimatedPng(bytes)))
    throw invalid("This picture moves. Upload one that stands still.");
  if (found.width * found.height > MOST_PIXELS) throw tooManyPixels();

  const { data, info } = await read(bytes)
    // As the camera was held, before what says so is left out.
    .autoOrient()
    .resize({ width: LOGO_WIDTH, height: LOGO_HEIGHT, fit: "inside", withoutEnlargement: true })
    .toColourspace("srgb")
    .png({ compressionLevel: 9 })
    .timeout({ seconds: SECONDS })
    .toBuffer({ resolveWithObject: true })
    .catch(unreadable);
  if (info.width < LEAST_SIDE || info.height < LEAST_SIDE) {
    throw invalid(
      `This picture is too small or too narrow to be seen: within ${LOGO_WIDTH} × ${LOGO_HEIGHT} pixels it has ${info.width} × ${info.height}, and needs ${LEAST_SIDE} each way.`,
    );
  }
  if (await isBlank(data)) throw invalid("There is nothing to be seen in this picture: all of it is transparent.");
  return { bytes: data, width: info.width, height: info.height };
}

/**
 * The decoder knows a moving PNG by its first frame alone. What makes it one is a chunk before the pixels (PNG 3rd edition,
 * §11.3.4): each chunk is its length, its type, that many bytes and a checksum.
 */
function isAnimatedPng(bytes: Buffer): boolean {
  for (let at = 8; at + 8 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const type = bytes.toString("latin1", at + 4, at + 8);
    if (type === "IDAT") return false;
    if (type === "acTL") return true;
  }
  return false;
}

function read(bytes: Buffer): Sharp {
  return sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "error", pages: 1, unlimited: false });
}

async function isBlank(png: Buffer): Promise<boolean> {
  const { channels, isOpaque } = await sharp(png).stats();
  return !isOpaque && (channels.at(-1)?.max ?? 255) === 0;
}

function unreadable(cause: unknown): never {
  if (cause instanceof Error && /pixel limit/i.test(cause.message)) throw tooManyPixels(cause);
  throw unreadableFile(cause);
}

function unreadableFile(cause?: unknown): AppError {
  return invalid(
    "This picture cannot be read: the file is damaged or not whole. Save it anew, then upload that.",
    cause,
  );
}

function tooManyPixels(cause?: unknown): AppError {
  return invalid("This picture has more than 16 million pixels. Make it smaller, then upload that.", cause);
}

function invalid(message: string, cause?: unknown): AppError {
  return new AppError("image_invalid", message, {
    cause,
    errors: [{ path: "file", code: "image_invalid", message }],
  });
}
