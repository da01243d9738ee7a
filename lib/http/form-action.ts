import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { AppError, FieldError } from "../errors";
import { isCleanText } from "./body";
import { runInContext } from "./context";
import { explain } from "./input";
import { toAppError } from "./problem";

/** What a form knows after it was sent. It crosses to the browser, so it holds texts alone. */
export interface FormState {
  ok: boolean;
  message?: string | undefined;
  code?: string | undefined;
  /** Field → what is wrong with it. */
  errors: Record<string, string>;
  /** What was typed, so that nothing is lost; passwords are not sent back. */
  values: Record<string, string>;
  data?: unknown;
}

interface Done {
  message?: string;
  data?: unknown;
}

const NOT_ECHOED = /password|token/i;

/**
 * A server action as thin as a route: parses the form, runs the handler, and turns an AppError into the form's state. A
 * field left empty counts as not given. Redirects pass through.
 */
export function formAction<Schema extends z.ZodType>(
  schema: Schema,
  // biome-ignore lint/suspicious/noConfusingVoidType: a handler that has nothing to tell returns nothing
  handler: (input: z.output<Schema>, form: FormData) => Promise<Done | void>,
): (state: FormState, form: FormData) => Promise<FormState> {
  return async (_state, form) => {
    const fields = readFields(form);
    const values = echo(fields);
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));
    const parsed = schema.safeParse(given, { reportInput: true });
    if (!parsed.success) {
      return { ...refused(inTheirWords(schema, fields, explain(schema, given))), code: "invalid_request", values };
    }
    const requestId = randomUUID();
    try {
      const done = await runInContext({ requestId, idempotency: null, grants: [] }, async () =>
        handler(parsed.data, form),
      );
      return { ok: true, errors: {}, values, ...(done ?? {}) };
    } catch (thrown) {
      if (isControlFlow(thrown)) throw thrown;
      return { ...outcome(toAppError(thrown, { requestId })), values };
    }
  };
}

/** Redirects and the like travel as exceptions that Next marks with a digest. */
function isControlFlow(thrown: unknown): boolean {
  const { digest } = (thrown ?? {}) as { digest?: unknown };
  return typeof digest === "string" && digest.startsWith("NEXT_");
}

/** The form's texts; files are the handler's to take, and React's own fields are nobody's. */
function readFields(form: FormData): Record<string, string | string[]> {
  const fields = new Map<string, string | string[]>();
  for (const name of new Set(form.keys())) {
    const texts = form.getAll(name).filter((value) => typeof value === "string" && isCleanText(value)) as string[];
    if (name.startsWith("$ACTION") || texts.length === 0) continue;
    fields.set(name, texts.length > 1 ? texts : (texts[0] ?? ""));
  }
  return Object.fromEntries(fields);
}

function echo(fields: Record<string, string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      typeof value === "string" && !NOT_ECHOED.test(name) ? [[name, value]] : [],
    ),
  );
}

/** Where a schema has its own words for an empty field, those; they are found by parsing with the empty fields left in. */
function inTheirWords(schema: z.ZodType, fields: Record<string, unknown>, errors: FieldError[]): FieldError[] {
  const own = new Map(explain(schema, fields).map((error) => [error.path, error.message]));
  return errors.map((error) => {
    if (error.code !== "required") return error;
    return { ...error, message: own.get(error.path) ?? "Fill this in." };
  });
}

function refused(errors: FieldError[]): { ok: false; message: string; errors: Record<string, string> } {
  const byField: Record<string, string> = {};
  for (const { path, message } of errors) byField[path] ??= message;
  const count = Object.keys(byField).length;
  return {
    ok: false,
    message: count === 1 ? "One field needs a look." : `${count} fields need a look.`,
    errors: byField,
  };
}

function outcome(error: AppError): Omit<FormState, "values"> {
  const { errors } = refused(error.errors ?? []);
  return { ok: false, message: error.message, code: error.code, errors, ...(error.extra ? { data: error.extra } : {}) };
}
