import { z } from "zod";
import { ChangeBrandingInput } from "../branding/input";
import { VersionText } from "./account-form";

/** The form for an account's branding as a browser sends it: texts with flat names, where an empty one is inherited. */

export const BRANDING_FIELDS = ["name", "colour", "replyTo", "supportAddress", "footer"] as const;
export type BrandingField = (typeof BRANDING_FIELDS)[number];
export type BrandingTexts = Record<BrandingField, string>;

const { name, colour, replyTo, supportAddress, footer } = ChangeBrandingInput.shape;

/** What is not there, and spaces alone, are no value. */
const emptied = z
  .string()
  .default("")
  .transform((text) => (text.trim() === "" ? null : text));

const fields = {
  name: emptied.pipe(name.unwrap()),
  // People copy colours without their sign.
  colour: emptied
    .transform((text) => (text !== null && /^[0-9a-f]{6}$/i.test(text.trim()) ? `#${text.trim()}` : text))
    .pipe(colour.unwrap()),
  replyTo: emptied.pipe(replyTo.unwrap()),
  supportAddress: emptied.pipe(supportAddress.unwrap()),
  footer: emptied.pipe(footer.unwrap()),
};

export const BrandingForm = z
  .object({ version: VersionText, drawn: z.string().max(5000).optional(), ...fields })
  .transform(({ version, drawn, ...change }) => ({ version, drawn: readDrawn(drawn), change }));

/** What the form was drawn with, which it brings along; null where that cannot be read. */
export function readDrawn(drawn: string | undefined): BrandingTexts | null {
  try {
    return z.record(z.enum(BRANDING_FIELDS), z.string()).parse(JSON.parse(drawn ?? ""));
  } catch {
    return null;
  }
}

/** Whether what stands there now is what the form was drawn with. */
export function isSameTexts(drawn: BrandingTexts | null, current: unknown): boolean {
  const now = z.record(z.enum(BRANDING_FIELDS), z.string()).safeParse(current);
  return drawn !== null && now.success && BRANDING_FIELDS.every((field) => now.data[field] === drawn[field]);
}

/** What has been typed so far, for the preview: what is not right yet, such as half a colour, is shown as it is kept. */
export const BrandingDraft = z.strictObject({
  name: fields.name.optional().catch(undefined),
  colour: fields.colour.optional().catch(undefined),
  replyTo: fields.replyTo.optional().catch(undefined),
  supportAddress: fields.supportAddress.optional().catch(undefined),
  footer: fields.footer.optional().catch(undefined),
});

/** What is set, as the form shows it. */
export function brandingTexts(set: Readonly<Record<BrandingField, string | null>>): BrandingTexts {
  return {
    name: set.name ?? "",
    colour: set.colour ?? "",
    replyTo: set.replyTo ?? "",
    supportAddress: set.supportAddress ?? "",
    footer: set.footer ?? "",
  };
}
