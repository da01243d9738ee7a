import { z } from "zod";
import { ChangeTemplateInput, TemplateLocale } from "../branding/schema";
import { VersionText } from "./account-form";

/** The form for the wording of one mail in one language as a browser sends it; an empty field is inherited. */

const { subject, introduction } = ChangeTemplateInput.shape;

/** What is not there, and spaces alone, are no words. */
const emptied = z
  .string()
  .default("")
  .transform((text) => (text.trim() === "" ? null : text));

const words = {
  subject: emptied.pipe(subject.unwrap().nonoptional()),
  introduction: emptied.pipe(introduction.unwrap().nonoptional()),
};

export const TEMPLATE_INTENTS = ["save", "test", "take", "usual"] as const;

/** To save, to try out what was typed, to take an earlier version again, or to go back to the usual words. */
export const TemplateForm = z.object({
  version: VersionText,
  intent: z.enum(TEMPLATE_INTENTS).default("save"),
  take: VersionText.optional(),
  ...words,
});

/** What has been typed so far, for the preview. */
export const TemplateDraft = z.strictObject({ locale: TemplateLocale, ...words });
