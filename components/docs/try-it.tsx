"use client";

import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button";

export interface TryItProps {
  method: string;
  path: string;
  pathParams: readonly string[];
  queryParams: readonly string[];
  /** An example to begin with; null where there is no body. */
  body: string | null;
}

interface Answer {
  status: string;
  text: string;
}

const INPUT = "w-full rounded-md border border-field-line bg-surface px-2 py-1 font-mono text-12";

/** Sends one request, as the session of this browser or with the key that is typed in. */
export function TryIt({ method, path, pathParams, queryParams, body }: TryItProps) {
  const id = useId();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [pending, setPending] = useState(false);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const filled = pathParams.reduce(
      (at, name) => at.replace(`{${name}}`, encodeURIComponent(text(`path.${name}`))),
      path,
    );
    const search = new URLSearchParams(
      queryParams.flatMap((name) => (text(`query.${name}`) ? [[name, text(`query.${name}`)]] : [])),
    ).toString();
    const headers: Record<string, string> = { accept: "application/json" };
    if (text("key")) headers.authorization = `Bearer ${text("key")}`;
    if (body !== null) headers["content-type"] = "application/json";
    setPending(true);
    try {
      const response = await fetch(search ? `${filled}?${search}` : filled, {
        method,
        headers,
        ...(body === null ? {} : { body: text("body") }),
      });
      setAnswer({ status: `${response.status} ${response.statusText}`.trim(), text: pretty(await response.text()) });
    } catch {
      setAnswer({ status: "No answer", text: "The server could not be reached. Nothing was lost; try again." });
    } finally {
      setPending(false);
    }
  }

  return (
    <form onSubmit={send} className="mt-3 flex flex-col gap-3">
      <Labelled id={`${id}-key`} label="API key (left empty: your session)">
        <input
          id={`${id}-key`}
          name="key"
          className={INPUT}
          autoComplete="off"
          spellCheck={false}
          placeholder="fyr_…"
        />
      </Labelled>
      {[
        ...pathParams.map((name) => ["path", name] as const),
        ...queryParams.map((name) => ["query", name] as const),
      ].map(([where, name]) => (
        <Labelled key={`${where}.${name}`} id={`${id}-${where}-${name}`} label={`${name} (${where})`}>
          <input
            id={`${id}-${where}-${name}`}
            name={`${where}.${name}`}
            required={where === "path"}
            className={INPUT}
            autoComplete="off"
          />
        </Labelled>
      ))}
      {body === null ? null : (
        <Labelled id={`${id}-body`} label="Body (JSON)">
          <textarea id={`${id}-body`} name="body" rows={6} className={INPUT} defaultValue={body} spellCheck={false} />
        </Labelled>
      )}
      <div>
        <Button type="submit" variant="line" size="sm" pending={pending}>
          Send {method}
        </Button>
      </div>
      <output className="block">
        {answer ? (
          <>
            <span className="font-mono text-12">{answer.status}</span>
            <pre className="mt-1 max-h-96 overflow-auto rounded-md bg-sunken p-3 font-mono text-12">{answer.text}</pre>
          </>
        ) : null}
      </output>
    </form>
  );
}

function Labelled({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-12 text-ink-muted">
        {label}
      </label>
      {children}
    </div>
  );
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
