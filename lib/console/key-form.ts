import { z } from "zod";
import { PERMISSIONS } from "../auth/schema";
import { consoleWords } from "../i18n/console/words";
import { nameText } from "../text";

/** The form for a new API key as a browser sends it; it becomes what the API takes, apart from the account. */

/** Each tick has a name of its own, so that a form without a script gets it back as it was. */
export const TICK = "may.";

export const KeyForm = z.preprocess(
  collect,
  z.object({
    name: nameText,
    /** Left out: all that the maker holds. */
    permissions: z.array(z.enum(PERMISSIONS)).min(1, consoleWords().settings.keys.permissionsMissing).optional(),
  }),
);

function collect(given: unknown): unknown {
  const form = z.record(z.string(), z.unknown()).parse(given);
  const name = "name" in form ? { name: form.name } : {};
  if (form.scope === "all") return name;
  const ticked = Object.keys(form).filter((field) => field.startsWith(TICK));
  return { ...name, permissions: ticked.map((field) => field.slice(TICK.length)) };
}
