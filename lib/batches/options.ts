import { z } from "zod";
import { Flag } from "../http/schemas";
import { LocaleInput } from "../invitations/schema";
import { messageText, shortText } from "../text";
import { isField, MOST_ROWS } from "./schema";

/** How a list is to be read and run, as it is asked for in a query, a form or JSON. */

const IdText = z.string().min(1).max(100);
export const LONGEST_NAME = 120;
const UNKNOWN_FIELD = "Is not a field that is known here.";

/** What counts for all rows whose own cell says nothing. */
export const Defaults = z.strictObject({
  role: z.enum(["admin", "member"]).optional(),
  locale: LocaleInput.optional(),
  message: messageText.optional(),
  redirectUrl: z.string().min(1).max(2000).optional(),
  expiresInDays: z.number().int().min(1).max(90).optional(),
});

/** Field → the header of the column that fills it; null where none is to. */
export const Mapping = z.record(z.string(), z.string().max(10_000).nullable()).superRefine((mapping, context) => {
  for (const field of Object.keys(mapping)) {
    if (isField(field) && field !== "metadata.__proto__") continue;
    context.addIssue({ code: "custom", path: [field], message: UNKNOWN_FIELD, params: { code: "unknown_key" } });
  }
  const headers = Object.values(mapping).filter((header) => header !== null);
  const twice = headers.find((header, index) => headers.indexOf(header) !== index);
  if (twice !== undefined) {
    context.addIssue({ code: "custom", message: `The column ${JSON.stringify(twice)} can fill one field alone.` });
  }
});

/** An object as JSON in a text, as queries and forms can carry it. */
function inJson<Schema extends z.ZodType>(schema: Schema, example: string) {
  return z
    .string()
    .max(20_000)
    .transform((text, context): unknown => {
      try {
        const value: unknown = JSON.parse(text);
        if (typeof value === "object" && value !== null) {
          if (!Object.hasOwn(value, "__proto__")) return value;
          // No schema sees this one: objects have it without having it.
          const params = { code: "unknown_key" };
          context.addIssue({ code: "custom", path: ["__proto__"], message: UNKNOWN_FIELD, params });
          return z.NEVER;
        }
      } catch {
        // Said below.
      }
      context.addIssue({ code: "custom", message: `Must be a JSON object, such as ${example}.` });
      return z.NEVER;
    })
    .pipe(schema)
    .meta({ description: `JSON, such as ${example}.`, type: "string" });
}

const JsonMapping = inJson(Mapping, '{"email":"E-mail address"}');
const JsonDefaults = inJson(Defaults, '{"role":"member","locale":"de"}');

const common = {
  accountId: IdText.optional(),
  name: shortText(LONGEST_NAME).optional(),
};

/** Of a file, in the query or as fields of the form; both together count. */
export const ListQuery = z.strictObject({
  ...common,
  type: z.enum(["business", "user"]).optional().meta({ description: "`user` when left out." }),
  mapping: JsonMapping.optional(),
  defaults: JsonDefaults.optional(),
  sendEmail: Flag.optional(),
  resend: Flag.optional().meta({ description: "Invite again those whose invitation ended." }),
  draft: Flag.optional().meta({ description: "Keep it to be reviewed; it runs once it is started." }),
  dryRun: Flag.optional().meta({ description: "Only say what would happen. Nothing is written." }),
});
export type ListQuery = z.output<typeof ListQuery>;

/** Contacts of the inviting account, each invited to an account of its own. */
export const ContactList = z.strictObject({
  ...common,
  type: z.literal("business"),
  contactIds: z.array(IdText).min(1).max(MOST_ROWS),
  defaults: Defaults.optional(),
  sendEmail: z.boolean().optional(),
  resend: z.boolean().optional(),
  draft: z.boolean().optional(),
  dryRun: z.boolean().optional(),
});
export type ContactList = z.output<typeof ContactList>;

/** As the query of an import of contacts says it. */
export const ImportQuery = z.strictObject({
  accountId: IdText.optional(),
  type: z.enum(["business", "person"]).optional().meta({ description: "`business` when left out." }),
  mapping: JsonMapping.optional(),
  dryRun: Flag.optional().meta({ description: "Only say what would happen. Nothing is written." }),
});
export type ImportQuery = z.output<typeof ImportQuery>;

/** A change of a draft. What is left out stays. */
export const DraftChange = z
  .strictObject({
    mapping: Mapping.optional(),
    defaults: Defaults.optional(),
    rows: z
      .array(
        z.strictObject({
          line: z.number().int().min(1),
          /** By field; null for what the file says. */
          values: z.record(z.string(), z.string().max(10_000).nullable()).optional(),
          leaveOut: z.boolean().optional(),
        }),
      )
      .min(1)
      .max(5000)
      .optional(),
    name: shortText(LONGEST_NAME).optional(),
    sendEmail: z.boolean().optional(),
    resend: z.boolean().optional(),
  })
  .superRefine(({ rows }, context) => {
    const lines = new Set<number>();
    for (const [index, { line, values = {} }] of (rows ?? []).entries()) {
      const wrong = (path: (string | number)[], message: string, code: string) =>
        context.addIssue({ code: "custom", path: ["rows", index, ...path], message, params: { code } });
      if (lines.has(line)) wrong(["line"], "Is given more than once.", "repeated");
      lines.add(line);
      for (const field of Object.keys(values)) {
        if (!isField(field)) wrong(["values", field], UNKNOWN_FIELD, "unknown_key");
      }
    }
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), { error: "Say what to change." });
export type DraftChange = z.output<typeof DraftChange>;
