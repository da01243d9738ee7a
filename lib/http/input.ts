import type { z } from "zod";
import { AppError, type FieldError } from "../errors";
import { isCleanText, uncleanText } from "./body";
import { isProtoKey } from "./proto-key";

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;

/**
 * Parses input from outside.
 * @throws AppError 400 `invalid_request` with every field; 422 `invalid_email` where nothing but addresses is wrong
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value, { error: sentence, reportInput: true });
  if (parsed.success) return parsed.data;
  const errors = flatten(parsed.error.issues, []);
  const refused = invalid(errors);
  if (!errors.every(({ code }) => code === "invalid_email")) throw refused;
  throw new AppError("invalid_email", errors.length === 1 ? (errors[0]?.message ?? "") : refused.message, { errors });
}

/** What is wrong with a value, field by field; nothing where it fits. */
export function explain(schema: z.ZodType, value: unknown): FieldError[] {
  const parsed = schema.safeParse(value, { error: sentence, reportInput: true });
  return parsed.success ? [] : flatten(parsed.error.issues, []);
}

/** 400 `invalid_request`, its sentence made from the fields. */
export function invalid(errors: FieldError[], cause?: unknown): AppError {
  const [first] = errors;
  const where = (path: string) => path || "the body";
  const detail =
    errors.length === 1 && first
      ? `${where(first.path)}: ${first.message}`
      : `${errors.length} fields are not right: ${[...new Set(errors.map(({ path }) => where(path)))].join(", ")}.`;
  return new AppError("invalid_request", detail, { errors, cause });
}

/**
 * The parameters of a query string. A lenient route decides about repeated ones itself, and gets them as arrays.
 * @throws AppError 400 for a repeated one, and for what is no text
 */
export function readQuery(search: URLSearchParams, lenient: boolean): Record<string, string | string[]> {
  const query = new Map<string, string | string[]>();
  for (const key of new Set(search.keys())) {
    if (isProtoKey(key)) {
      if (lenient) continue;
      throw unknownKey("__proto__");
    }
    const values = search.getAll(key);
    if (!lenient && !values.every(isCleanText)) throw uncleanText(isCleanText(key) ? key : "");
    if (!lenient && values.length > 1) throw repeated(key);
    query.set(key, values.length > 1 ? values : (values[0] ?? ""));
  }
  return Object.fromEntries(query);
}

/** The fields of a form beside the query. @throws AppError 400 for what is given in both, and for what is no text */
export function withFields(
  query: Record<string, string | string[]>,
  fields: ReadonlyMap<string, string>,
): Record<string, string | string[]> {
  for (const [key, value] of fields) {
    if (isProtoKey(key)) throw unknownKey("__proto__");
    if (!isCleanText(key) || !isCleanText(value)) throw uncleanText(isCleanText(key) ? key : "");
    if (Object.hasOwn(query, key)) throw repeated(key);
  }
  return { ...query, ...Object.fromEntries(fields) };
}

/** What is said in the query and in the body together. @throws AppError 400 for what is said in both */
export function withoutRepeats<A extends object, B extends object>(query: A, body: B): A & B {
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && Object.hasOwn(body, key)) throw repeated(key);
  }
  return { ...query, ...body };
}

export function repeated(path: string): AppError {
  return invalid([{ path, code: "repeated", message: "Is given more than once." }]);
}

function unknownKey(path: string): AppError {
  return invalid([{ path, code: "unknown_key", message: "Is not a field that is known here." }]);
}

function flatten(issues: readonly Issue[], prefix: PropertyKey[]): FieldError[] {
  return issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path];
    if (issue.code === "invalid_union" && issue.errors.length > 0) return flatten(closest(issue.errors), path);
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => plain([...path, key], "unknown_key", issue.message));
    }
    return plain(path, codeOf(issue), issue.message);
  });
}

function plain(path: PropertyKey[], code: string, message: string): FieldError {
  return { path: path.map(String).join("."), code, message };
}

/** Of a union's branches, the one that was meant: its literals fit, it is of that type, and the least is wrong with it. */
function closest(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const isOther = ({ code, path }: Issue) => code === "invalid_type" && path.length === 0;
  const misfit = (issues: readonly Issue[]) =>
    issues.filter(({ code }) => code === "invalid_value").length * 100 +
    issues.filter(isOther).length * 100 +
    issues.reduce((sum, issue) => sum + (issue.code === "unrecognized_keys" ? issue.keys.length * 2 : 1), 0);
  return [...branches].sort((a, b) => misfit(a) - misfit(b))[0] ?? [];
}

function codeOf(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "required" : "invalid_type";
    case "too_big":
      return issue.origin === "string" || issue.origin === "array" ? "too_long" : "out_of_range";
    case "too_small":
      return issue.origin === "string" || issue.origin === "array" ? "too_short" : "out_of_range";
    case "custom":
      return typeof issue.params?.code === "string" ? issue.params.code : "invalid_value";
    default:
      return issue.code === "invalid_value" && issue.input === undefined ? "required" : "invalid_value";
  }
}

const TYPES: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object",
  record: "an object of texts",
  array: "a list",
  date: "a time",
};

/** What is wrong, for a person. A message given in the schema itself comes before this one. */
function sentence(issue: RawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "Is missing." : `Must be ${TYPES[issue.expected] ?? issue.expected}.`;
    case "invalid_value": {
      if (issue.input === undefined) return "Is missing.";
      const values = issue.values.map((value) => JSON.stringify(value));
      return `Must be ${values.length > 1 ? `one of ${values.join(", ")}` : values[0]}.`;
    }
    case "unrecognized_keys":
      return "Is not a field that is known here.";
    case "too_big":
      return counted(issue.origin, "at most", issue.maximum);
    case "too_small":
      if (issue.origin === "string" && issue.minimum === 1) return "Must not be empty.";
      return counted(issue.origin, "at least", issue.minimum);
    case "invalid_union":
      return issue.discriminator
        ? `${String(issue.discriminator)} is missing or not one that is known here.`
        : "Fits none of the shapes that are known here.";
    default:
      return "Is not valid.";
  }
}

function counted(origin: string, bound: string, limit: number | bigint): string {
  if (origin === "string") return `Use ${bound} ${limit} characters.`;
  if (origin === "array" || origin === "set") return `Give ${bound} ${limit} of these.`;
  return `Must be ${bound} ${limit}.`;
}
