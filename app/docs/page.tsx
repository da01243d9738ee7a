import type { Metadata } from "next";
import { PATHS } from "@/app/v1/paths";
import { TryIt } from "@/components/docs/try-it";
import { env } from "@/lib/env";
import { ERRORS } from "@/lib/errors";
import { type Json, openApiDocument } from "@/lib/http/openapi";

export const metadata: Metadata = { title: "API" };

interface Parameter {
  name: string;
  in: string;
  required: boolean;
  description?: string;
}

interface Operation {
  id: string;
  method: string;
  path: string;
  summary: string;
  description?: string;
  tag: string;
  parameters: Parameter[];
  body: Json | null;
  responses: [string, string][];
}

/** The API's description to read and to call, made from the same document as /v1/openapi.json. */
export default function DocsPage() {
  const operations = readOperations(openApiDocument(PATHS, env().appUrl));
  const tags = [...new Set(operations.map(({ tag }) => tag))];
  return (
    <main className="mx-auto max-w-3xl px-4 py-10">
      <h1 className="font-letter text-28">The API of Foyer</h1>
      <p className="mt-3 text-ink-muted">
        JSON in and out. Call it with <code className="font-mono text-12">Authorization: Bearer fyr_…</code>; a change
        also takes an <code className="font-mono text-12">Idempotency-Key</code>. The same in a form for programs:{" "}
        <a className="underline" href="/v1/openapi.json">
          openapi.json
        </a>
        .
      </p>
      <nav aria-label="Operations" className="mt-6">
        <ul className="flex flex-col gap-1">
          {operations.map(({ id, method, path, summary }) => (
            <li key={id} className="grid gap-x-3 sm:grid-cols-[4rem_1fr]">
              <span className="font-mono text-12 leading-5 text-ink-muted">{method}</span>
              <span>
                <a className="break-words font-mono text-12 underline" href={`#${id}`}>
                  {path}
                </a>{" "}
                <span className="text-ink-muted">{summary}</span>
              </span>
            </li>
          ))}
        </ul>
      </nav>
      {tags.map((tag) => (
        <section key={tag} className="mt-10">
          <h2 className="text-20 font-medium">{tag}</h2>
          {operations
            .filter((operation) => operation.tag === tag)
            .map((operation) => (
              <OperationSection key={operation.id} operation={operation} />
            ))}
        </section>
      ))}
      <section className="mt-10">
        <h2 className="text-20 font-medium">Errors</h2>
        <p className="mt-2 text-ink-muted">Each is a problem document (RFC 9457) with one of these codes.</p>
        <dl className="mt-3 flex flex-col gap-1">
          {Object.entries(ERRORS).map(([code, { status, title }]) => (
            <div key={code} id={code} className="grid gap-x-3 sm:grid-cols-[14rem_1fr]">
              <dt className="font-mono text-12 leading-5">
                {status} {code}
              </dt>
              <dd className="text-ink-muted">{title}</dd>
            </div>
          ))}
        </dl>
      </section>
    </main>
  );
}

function OperationSection({ operation }: { operation: Operation }) {
  const { id, method, path, summary, description, parameters, body, responses } = operation;
  const named = (where: string) => parameters.filter((parameter) => parameter.in === where).map(({ name }) => name);
  return (
    <article id={id} className="mt-4 border-t border-line pt-4">
      <h3 className="font-medium">{summary}</h3>
      <p className="mt-1 break-words font-mono text-12">
        {method} {path}
      </p>
      {description ? <p className="mt-2 text-ink-muted">{description}</p> : null}
      {parameters.length > 0 ? (
        <ul className="mt-2 text-ink-muted">
          {parameters.map((parameter) => (
            <li key={`${parameter.in}.${parameter.name}`}>
              <code className="font-mono text-12 text-ink">{parameter.name}</code> in {parameter.in}
              {parameter.required ? ", required" : ""}
              {parameter.description ? `: ${parameter.description}` : ""}
            </li>
          ))}
        </ul>
      ) : null}
      {body ? <Schema title="Body" schema={body} /> : null}
      <details className="mt-2">
        <summary className="cursor-pointer">Answers</summary>
        <ul className="mt-1 text-ink-muted">
          {responses.map(([status, about]) => (
            <li key={status}>
              <code className="font-mono text-12 text-ink">{status}</code> {about}
            </li>
          ))}
        </ul>
      </details>
      <details className="mt-2">
        <summary className="cursor-pointer">Try it</summary>
        <TryIt
          method={method}
          path={path}
          pathParams={named("path")}
          queryParams={named("query")}
          body={method === "GET" || method === "DELETE" ? null : example(body)}
        />
      </details>
    </article>
  );
}

function Schema({ title, schema }: { title: string; schema: Json }) {
  return (
    <details className="mt-2">
      <summary className="cursor-pointer">{title}</summary>
      <pre className="mt-1 max-h-96 overflow-auto rounded-md bg-sunken p-3 font-mono text-12">
        {JSON.stringify(schema, null, 2)}
      </pre>
    </details>
  );
}

/** The required fields of a body, empty: something to begin with. */
function example(schema: Json | null): string {
  const shape = ((schema?.oneOf ?? schema?.anyOf) as Json[] | undefined)?.[0] ?? schema ?? {};
  const properties = (shape.properties ?? {}) as Record<string, Json>;
  const required = (shape.required ?? []) as string[];
  return JSON.stringify(Object.fromEntries(required.map((name) => [name, properties[name]?.const ?? ""])), null, 2);
}

function readOperations(document: Json): Operation[] {
  return Object.entries(document.paths as Record<string, Record<string, Json>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const content = (operation.requestBody as { content?: Record<string, { schema?: Json }> } | undefined)?.content;
      return {
        id: String(operation.operationId),
        method: method.toUpperCase(),
        path,
        summary: String(operation.summary),
        ...(operation.description ? { description: String(operation.description) } : {}),
        tag: String((operation.tags as string[] | undefined)?.[0] ?? "Other"),
        parameters: (operation.parameters ?? []) as Parameter[],
        body: content?.["application/json"]?.schema ?? null,
        responses: Object.entries(operation.responses as Record<string, { description: string }>).map(
          ([status, { description }]): [string, string] => [status, description],
        ),
      };
    }),
  );
}
