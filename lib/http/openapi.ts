import { z } from "zod";
import { ERRORS, type ErrorCode } from "../errors";
import type { Declaration } from "./declaration";

/** OpenAPI 3.1 from the declarations that also validate. */

export type Json = { [name: string]: unknown };

interface Described {
  declaration?: Declaration;
}

/** The handlers of one path, by method, as a route module exports them. */
export type PathModule = { [method: string]: unknown };

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof METHODS)[number];

export interface Operation {
  method: Method;
  /** With parameters in braces. */
  path: string;
  declaration: Declaration;
}

/** Paths are written as Next's folders are: `/v1/accounts/[id]`. */
export function operationsOf(paths: Record<string, PathModule>): Operation[] {
  return Object.entries(paths).flatMap(([path, module]) =>
    METHODS.flatMap((method) => {
      const declaration = (module[method] as Described | undefined)?.declaration;
      return declaration ? [{ method, path: path.replace(/\[(\w+)\]/g, "{$1}"), declaration }] : [];
    }),
  );
}

export function openApiDocument(paths: Record<string, PathModule>, appUrl: string): Json {
  const schemas: Json = {};
  const described: Record<string, Json> = {};
  for (const operation of operationsOf(paths)) {
    described[operation.path] ??= {};
    const methods = described[operation.path] as Json;
    methods[operation.method.toLowerCase()] = describeOperation(operation, schemas);
  }
  schemas.Problem = PROBLEM;
  return {
    openapi: "3.1.0",
    info: {
      title: "Foyer",
      version: "1",
      description:
        "Invite people and businesses, and take each of them safely from a mailed link to a working login. Errors are problem details (RFC 9457) with a stable `code`. Every change takes an Idempotency-Key.",
    },
    servers: [{ url: appUrl }],
    security: [{ apiKey: [] }, { session: [] }],
    paths: described,
    components: {
      schemas,
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "An API key: fyr_…" },
        session: {
          type: "apiKey",
          in: "cookie",
          name: appUrl.startsWith("https:") ? "__Secure-next-auth.session-token" : "next-auth.session-token",
          description: "The session of a signed-in person. A change needs Origin to be this site.",
        },
      },
    },
  };
}

function describeOperation({ method, path, declaration }: Operation, schemas: Json): Json {
  const { summary, description, tag, auth = "required", params, query, raw, permission, bulk } = declaration;
  const many = bulk?.route.declaration;
  const parameters = [
    ...(params ? parametersOf(params, "path", schemas) : []),
    ...(query ? parametersOf(query, "query", schemas) : []),
    ...(many?.query ? parametersOf(many.query, "query", schemas).map(ofLists) : []),
    ...(method === "GET" || raw ? [] : [IDEMPOTENCY_KEY]),
  ];
  const note = permission ? `Needs \`${permission}\`.` : "";
  return {
    operationId: operationId(method, path),
    summary,
    ...(description || note ? { description: [description, note].filter(Boolean).join(" ") } : {}),
    ...(tag ? { tags: [tag] } : {}),
    ...(auth === "none"
      ? { security: [] }
      : auth === "optional"
        ? { security: [{}, { apiKey: [] }, { session: [] }] }
        : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...bodyOf(declaration, schemas),
    ...(raw ? { requestBody: { required: true, content: { [raw]: {} } } } : {}),
    responses: responsesOf(method, declaration, schemas),
  };
}

/** A parameter that counts for lists alone. */
function ofLists(parameter: Json): Json {
  const { description } = parameter;
  return { ...parameter, description: ["Of a list.", description].filter(Boolean).join(" ") };
}

/** JSON, where several kinds can come any of them, and files. */
function bodyOf({ body, media, keep, query, bulk }: Declaration, schemas: Json): Json {
  const many = bulk?.route.declaration;
  const json = [body, many?.body].flatMap((schema) => (schema ? [toSchema(schema, schemas)] : []));
  const form = many?.query ?? (keep ? query : undefined);
  const files = (media ?? many?.media ?? []).map((type) => uploaded(type, form && toSchema(form, schemas)));
  if (json.length === 0 && files.length === 0) return {};
  const content = {
    ...(json.length > 0 ? { "application/json": { schema: json.length > 1 ? { anyOf: json } : json[0] } } : {}),
    ...Object.fromEntries(files),
  };
  return { requestBody: { required: !body?.safeParse({}).success, content } };
}

/** A file as it is, or in a form's field `file`, beside fields that say how it is read. */
function uploaded(type: string, options: Json | undefined): [string, Json] {
  if (type !== "multipart/form-data") return [type, {}];
  const file = { type: "string", contentMediaType: "application/octet-stream" };
  const properties = { file, ...(options?.properties as Json | undefined) };
  return [type, { schema: { type: "object", required: ["file"], properties } }];
}

function operationId(method: string, path: string): string {
  const parts = path.split("/").slice(2);
  const words = parts.flatMap((part) => part.replace(/[{}]/g, "").split("-"));
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  return [method.toLowerCase(), ...words.map(capital)].join("");
}

/** The JSON Schema of what is sent, with schemas that have a name of their own moved to the components. */
function toSchema(schema: z.ZodType, schemas: Json): Json {
  const {
    $schema: _,
    $defs,
    ...rest
  } = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    override: ({ jsonSchema }) => {
      // The expression for a time is longer than everything else, and says no more than the format.
      if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
    },
  });
  for (const [name, definition] of Object.entries($defs ?? {})) schemas[name] = moved(definition);
  return moved(rest) as Json;
}

function moved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(moved);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      name === "$ref" && typeof item === "string" ? item.replace("#/$defs/", "#/components/schemas/") : moved(item),
    ]),
  );
}

function parametersOf(schema: z.ZodType, where: "path" | "query", schemas: Json): Json[] {
  const { properties, required } = toSchema(schema, schemas) as { properties?: Json; required?: string[] };
  return Object.entries(properties ?? {}).map(([name, property]) => {
    const { description, ...rest } = property as Json;
    return {
      name,
      in: where,
      required: where === "path" || (required?.includes(name) ?? false),
      ...(description ? { description } : {}),
      schema: rest,
    };
  });
}

function responsesOf(method: Method, declaration: Declaration, schemas: Json): Json {
  const good = new Map<number, Json[]>();
  const many = declaration.bulk?.route.declaration;
  for (const { answer, status, statuses } of many ? [declaration, many] : [declaration]) {
    const fixed = typeof status === "number" ? status : answer === null ? 204 : 200;
    for (const code of statuses ?? [fixed]) {
      good.set(code, [...(good.get(code) ?? []), ...(answer ? [toSchema(answer, schemas)] : [])]);
    }
  }

  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of errorsOf(method, declaration)) {
    const { status: at } = ERRORS[code];
    byStatus.set(at, [...(byStatus.get(at) ?? []), code]);
  }
  const bad = [...byStatus].map(([at, codes]) => [
    String(at),
    {
      description: codes.map((code) => `\`${code}\` ${ERRORS[code].title}`).join("; "),
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    },
  ]);
  return Object.fromEntries([...[...good].map(described), ...bad]);
}

function described([code, answers]: [number, Json[]]): [string, Json] {
  const schema = answers.length > 1 ? { anyOf: answers } : answers[0];
  return [String(code), { description: "Done", ...(schema ? { content: { "application/json": { schema } } } : {}) }];
}

/** All codes that a route can answer with. */
export function errorsOf(method: string, declaration: Declaration): ErrorCode[] {
  const { auth = "required", codes = [], params, permission, raw, bulk } = declaration;
  return [
    ...new Set<ErrorCode>([
      "invalid_request",
      ...(auth === "none" ? [] : (["unauthenticated"] as const)),
      ...(permission ? (["forbidden", "account_suspended"] as const) : []),
      ...(params || permission ? (["not_found"] as const) : []),
      ...(method === "GET" ? [] : (["payload_too_large", "unsupported_media_type"] as const)),
      ...(method === "GET" || auth === "none" ? [] : (["cross_site"] as const)),
      ...(method === "GET" || raw ? [] : (["idempotency_in_progress", "idempotency_key_reused"] as const)),
      ...codes,
      ...(bulk?.route.declaration.codes ?? []),
      "rate_limited",
      "internal",
      "unavailable",
    ]),
  ];
}

const IDEMPOTENCY_KEY: Json = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description:
    "1 to 255 characters, kept for 24 hours. The same request again gets the same answer, and has no second effect.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};

const PROBLEM: Json = {
  type: "object",
  required: ["type", "title", "status", "detail", "code", "requestId"],
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string", description: "A sentence that a person can act on." },
    code: { type: "string", enum: Object.keys(ERRORS) },
    requestId: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["path", "code", "message"],
        properties: { path: { type: "string" }, code: { type: "string" }, message: { type: "string" } },
      },
    },
  },
};
