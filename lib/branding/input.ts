import { z } from "zod";
import { NO_ADDRESS, parseEmail } from "../email";
import { nameText } from "../text";

/** What may be changed of how an account shows itself. Whether an address is one is the server's to say, so this is. */

const COLOUR_FORMAT = /^#[0-9a-fA-F]{6}$/;
const FOOTER_LENGTH = 500;

// Controls but line feeds, and the characters that change the direction of writing.
const HIDDEN = /(?!\n)[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;

const footerText = z
  .string()
  .transform((value) => value.replace(/\r\n?/g, "\n").trim())
  .pipe(
    z
      .string()
      .min(1, "Fill this in, or send null.")
      .refine((value) => [...value].length <= FOOTER_LENGTH, { error: `At most ${FOOTER_LENGTH} characters.` })
      .refine((value) => !HIDDEN.test(value), {
        error: "Contains characters that cannot be shown, such as control or direction marks.",
      }),
  );

const colourText = z
  .string()
  .trim()
  .regex(COLOUR_FORMAT, "Write a colour as # and six digits of 0–9 and a–f, such as #2f5d8a.")
  .transform((value) => value.toLowerCase());

const LONGEST_ADDRESS = 1000;

/** Looked at before the domain sees it, so that it is named beside whatever else is wrong. */
const addressText = z
  .string()
  .min(1, "Fill this in, or send null.")
  .max(LONGEST_ADDRESS, `At most ${LONGEST_ADDRESS} characters.`)
  .refine((value) => value === "" || value.length > LONGEST_ADDRESS || parseEmail(value) !== null, {
    error: NO_ADDRESS,
    params: { code: "invalid_email" },
  });

/** `PUT /v1/accounts/:id/branding`: what is left out stays, null is as inherited. */
export const ChangeBrandingInput = z
  .strictObject({
    name: nameText.nullable().optional(),
    colour: colourText.nullable().optional(),
    replyTo: addressText.nullable().optional(),
    supportAddress: addressText.nullable().optional(),
    footer: footerText.nullable().optional(),
  })
  .refine((fields) => Object.values(fields).some((one) => one !== undefined), {
    error: "Say what is to be changed: name, colour, replyTo, supportAddress or footer.",
  });
export type ChangeBrandingInput = z.infer<typeof ChangeBrandingInput>;
