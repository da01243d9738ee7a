import { z } from "zod";
import { LANGUAGES } from "../locale";

/** How an account shows itself in mail and on the pages of those whom it invites, and what it says there. */

export const LOGO_BYTES = 1024 * 1024;
export const LOGO_TYPES = ["image/png", "image/jpeg", "image/webp"] as const;
export const LOGO_WIDTH = 480;
export const LOGO_HEIGHT = 160;

const Pair = z.object({ colour: z.string(), on: z.string() });

export const LogoView = z.object({
  url: z.string(),
  /** Of its bytes; what `url` ends in. */
  sha256: z.string(),
  width: z.number().int(),
  height: z.number().int(),
});
export type LogoView = z.infer<typeof LogoView>;

/**
 * Where a part comes from: the account's own, the account above it, one further up, or nobody (then Foyer's own, or the
 * account's name). `account` is the id of whose it is, where the caller may know that one.
 */
const from = {
  from: z.enum(["own", "parent", "above", "default"]),
  account: z.string().nullable(),
};
export type BrandingSource = "own" | "parent" | "above" | "default";

const EffectiveText = z.object({ value: z.string().nullable(), ...from });

export const BrandingView = z
  .object({
    account: z.string(),
    name: z.string().nullable(),
    colour: z.string().nullable(),
    replyTo: z.string().nullable(),
    supportAddress: z.string().nullable(),
    footer: z.string().nullable(),
    logo: LogoView.nullable(),
    /** What readers meet, with what is inherited. */
    effective: z.object({
      name: z.object({ value: z.string(), ...from }),
      colour: z.object({
        value: z.string().nullable(),
        ...from,
        /** As it is shown: made readable by day and in the dark, each with the colour of text on it (CSS), and in mail. */
        light: Pair.nullable(),
        dark: Pair.nullable(),
        mail: z.string(),
      }),
      replyTo: EffectiveText,
      supportAddress: EffectiveText,
      footer: EffectiveText,
      logo: z.object({ value: LogoView.nullable(), ...from }),
    }),
    version: z.number().int(),
    updatedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "Branding" });
export type BrandingView = z.infer<typeof BrandingView>;

/** A template is kept by language: who reads pt-BR is spoken to in pt. */
export const TEMPLATE_LOCALES = LANGUAGES;
export const TemplateLocale = z.enum(TEMPLATE_LOCALES);
export type TemplateLocale = z.infer<typeof TemplateLocale>;

/** Longer than any that is good: what is wrong with a wording is said by its own rules (`wording_invalid`). */
const wording = z
  .string()
  .max(5000)
  .transform((value) => value.replace(/\r\n?/g, "\n").trim())
  .nullable()
  .optional();

const words = { locale: TemplateLocale.optional(), subject: wording, introduction: wording };

/** `PUT /v1/accounts/:id/templates/:kind`: what is left out stays, null is as inherited. */
export const ChangeTemplateInput = z
  .strictObject(words)
  .refine(({ subject, introduction }) => subject !== undefined || introduction !== undefined, {
    error: "Say what is to be changed: subject or introduction.",
  });
export type ChangeTemplateInput = z.infer<typeof ChangeTemplateInput>;

/** A draft to be tried out; what is left out is as it is kept. */
export const TestTemplateInput = z.strictObject(words);
export type TestTemplateInput = z.infer<typeof TestTemplateInput>;

/** Which letter, in a path: one that there is not is answered as an id that there is not. */
export const KindParams = { kind: z.string() };

export const TemplateQuery = z.strictObject({ locale: TemplateLocale.optional() });

const Words = z.object({ subject: z.string().nullable(), introduction: z.string().nullable() });
const WhoWrote = z.object({ type: z.enum(["user", "api_key", "system"]), id: z.string().nullable(), name: z.string() });

export const TemplateSummary = z.object({
  kind: z.string(),
  title: z.string(),
  /** Who reads it. */
  reader: z.enum(["invitee", "inviter", "member"]),
  /** Whether this account has words of its own for it in this language. */
  changed: z.boolean(),
  /** Whether it says what an account above has written. */
  inherited: z.boolean(),
  version: z.number().int(),
  updatedAt: z.iso.datetime().nullable(),
});
export type TemplateSummary = z.infer<typeof TemplateSummary>;

export const TemplateList = z.object({ locale: TemplateLocale, data: z.array(TemplateSummary) });
export type TemplateList = z.infer<typeof TemplateList>;

export const TemplateView = z
  .object({
    kind: z.string(),
    title: z.string(),
    reader: z.enum(["invitee", "inviter", "member"]),
    locale: TemplateLocale,
    subject: z.string().nullable(),
    introduction: z.string().nullable(),
    /** What goes out, with what is inherited; paragraphs are separated by an empty line. */
    effective: z.object({
      subject: z.object({ value: z.string(), ...from }),
      introduction: z.object({ value: z.string(), ...from }),
    }),
    /** What Foyer says where nobody has words of their own. */
    usual: z.object({ subject: z.string(), introduction: z.string() }),
    variables: z.array(z.object({ name: z.string(), meaning: z.string(), example: z.string() })),
    version: z.number().int(),
    updatedAt: z.iso.datetime().nullable(),
    /** Earlier words of this account, the newest first. */
    history: z.array(Words.extend({ version: z.number().int(), by: WhoWrote, at: z.iso.datetime() })),
  })
  .meta({ id: "Template" });
export type TemplateView = z.infer<typeof TemplateView>;

export const TestQueued = z.object({ status: z.literal("queued"), message: z.string(), to: z.string() });
export type TestQueued = z.infer<typeof TestQueued>;

export interface MailSample {
  subject: string;
  html: string;
  text: string;
}
