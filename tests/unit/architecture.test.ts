import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

/** Data flows one way: app → lib/<domain> → lib/db, lib/mail. A wrong turn fails here on the day it is taken. */

const ROOT = path.resolve(import.meta.dirname, "../..");
const FOLDERS = ["app", "components", "emails", "lib"];

interface Source {
  /** From the root, with slashes and extension. */
  file: string;
  text: string;
  /** Ours, as files from the root. */
  inner: string[];
  /** Packages and Node's own modules. */
  outer: string[];
}

const SOURCES: Source[] = FOLDERS.flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => read(path.posix.join(folder, ...file.split(path.sep)))),
);
const BY_FILE = new Map(SOURCES.map((source) => [source.file, source]));

/** What a file needs when it runs: imports of types alone vanish, so they count for nothing. */
function read(file: string): Source {
  const text = readFileSync(path.join(ROOT, file), "utf8");
  const names = [
    ...text.matchAll(/^(?:import|export)\s+(?!type\b)(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gm),
    ...text.matchAll(/\bimport\(\s*"([^"]+)"\s*\)/g),
  ]
    .filter(([statement]) => !/^import\s*\{(\s*type\s+[\w$]+,?)+\s*\}/.test(statement))
    .map(([, name = ""]) => name);
  const inner = names.filter((name) => /^(\.|@\/)/.test(name)).map((name) => resolve(file, name));
  return { file, text, inner, outer: names.filter((name) => !/^(\.|@\/)/.test(name)) };
}

function resolve(from: string, name: string): string {
  const base = name.startsWith("@/") ? name.slice(2) : path.posix.join(path.posix.dirname(from), name);
  const file = ["", ".ts", ".tsx"]
    .map((end) => base + end)
    .find((one) => path.extname(one) && existsSync(path.join(ROOT, one)));
  return file ?? base;
}

const under = (...folders: string[]) => SOURCES.filter(({ file }) => folders.some((folder) => file.startsWith(folder)));

/** Each import that the rule does not allow, as `from → to`. */
function wrongTurns(sources: Source[], allowed: (to: string, from: string) => boolean): string[] {
  return sources.flatMap(({ file, inner }) => inner.filter((to) => !allowed(to, file)).map((to) => `${file} → ${to}`));
}

/** Everything that a file brings along into a browser; a server action is called, not brought along. */
function closure(start: Source): { files: Set<string>; outer: Set<string> } {
  const files = new Set([start.file]);
  const outer = new Set<string>();
  const queue = [start];
  for (let source = queue.pop(); source; source = queue.pop()) {
    for (const name of source.outer) outer.add(name);
    for (const file of source.inner) {
      const next = BY_FILE.get(file);
      if (!next || files.has(file) || /^"use server"/.test(next.text)) continue;
      files.add(file);
      queue.push(next);
    }
  }
  return { files, outer };
}

const SERVER_ONLY =
  /^(node:|mongodb$|next\/headers$|next\/server$|next-auth(?!\/react)|jose$|@node-rs\/|nodemailer|inngest)/;

/** What of the server a file would take into a browser. */
function serverParts(start: Source): string[] {
  const { files, outer } = closure(start);
  return [
    ...[...outer].filter((name) => SERVER_ONLY.test(name)),
    ...[...files].filter((file) => /^lib\/(db|mail|engine|http)\/|^lib\/(env|log|secrets)\.ts$/.test(file)),
  ].map((part) => `${start.file} ⇒ ${part}`);
}

describe("the direction of imports", () => {
  it("reads the tree that it judges", () => {
    expect(SOURCES.length).toBeGreaterThan(100);
    expect(BY_FILE.get("lib/invitations/invite.ts")?.inner).toContain("lib/invitations/create.ts");
    expect(BY_FILE.get("lib/invitations/invite.ts")?.outer).not.toContain("mongodb");
    const invite = BY_FILE.get("lib/invitations/invite.ts");
    expect(invite && serverParts(invite)).toEqual(expect.arrayContaining(["lib/invitations/invite.ts ⇒ node:crypto"]));
    expect(wrongTurns(under("lib/invitations/"), (to) => !to.startsWith("lib/db/"))).not.toEqual([]);
    const missing = SOURCES.flatMap(({ file, inner }) =>
      inner.filter((to) => !existsSync(path.join(ROOT, to))).map((to) => `${file} → ${to}`),
    );
    expect(missing).toEqual([]);
  });

  it("lib knows nothing of app and components, and only lib/mail knows the letters", () => {
    const turns = wrongTurns(
      under("lib/"),
      (to, from) => to.startsWith("lib/") || (from.startsWith("lib/mail/") && to.startsWith("emails/")),
    );
    expect(turns).toEqual([]);
  });

  it("app reaches the database through lib's domains alone", () => {
    expect(wrongTurns(under("app/"), (to) => !to.startsWith("lib/db/") || to === "lib/db/ids.ts")).toEqual([]);
    expect(
      under("app/", "components/", "emails/")
        .filter(({ outer }) => outer.includes("mongodb"))
        .map(({ file }) => file),
    ).toEqual([]);
  });

  it("a route under /v1 is a declaration: no try, no database", () => {
    const routes = under("app/v1/").filter(({ file }) => file.endsWith("route.ts"));
    expect(routes.length).toBeGreaterThan(10);
    for (const { file, text } of routes) {
      expect([file, /\btry\s*\{|\.catch\(|lib\/db\/client"/.test(text)]).toEqual([file, false]);
    }
  });

  it("components are pure: of lib they know words, schemas and colours", () => {
    const pure =
      /^(components\/|lib\/i18n\/|lib\/[\w-]+\/schema\.ts$|lib\/console\/(conflict|bulk-cells|bulk-columns|contacts-import-said)\.ts$|lib\/branding\/logo-path\.ts$|lib\/(brand-colour|email-typos|locale|text)\.ts$)/;
    // A form is told its server action by name; that is the one thing it may know of app.
    const action = /^app\/.*\/?actions\.ts$/;
    expect(wrongTurns(under("components/"), (to) => pure.test(to) || action.test(to))).toEqual([]);
    expect(under("components/").flatMap(serverParts)).toEqual([]);
  });

  it("letters are pure: props in, and nothing of ours but the layout and the words", () => {
    expect(wrongTurns(under("emails/"), (to) => to.startsWith("emails/"))).toEqual([]);
    expect(under("emails/").flatMap(serverParts)).toEqual([]);
  });

  it("what runs in a browser brings nothing of the server along", () => {
    const client = SOURCES.filter(({ text }) => /^"use client"/.test(text));
    expect(client.length).toBeGreaterThan(5);
    expect(client.flatMap(serverParts)).toEqual([]);
  });

  it("a schema can be used by a form: it brings nothing of the server along", () => {
    const schemas = SOURCES.filter(({ file }) => /^lib\/.*\bschema\.ts$/.test(file));
    expect(schemas.length).toBeGreaterThan(3);
    expect(schemas.flatMap(serverParts)).toEqual([]);
  });

  it("lib/db knows no domain", () => {
    // The context of the running request: how a transaction stores an idempotent answer with its effect.
    const below = /^lib\/(db\/|clock\.ts|env\.ts|text\.ts|http\/context\.ts)/;
    expect(wrongTurns(under("lib/db/"), (to) => below.test(to))).toEqual([]);
  });

  it("lib/mail knows no domain: mail is told what to say", () => {
    const domains = /^lib\/(invitations|accounts|batches|contacts|users|console|engine|http)\//;
    // Lists are told what became of their mails, in one place.
    const told = (to: string, from: string) => from === "lib/mail/list-news.ts" && to.startsWith("lib/batches/");
    expect(wrongTurns(under("lib/mail/"), (to, from) => !domains.test(to) || told(to, from))).toEqual([]);
  });

  it("the domains know nothing of the framework", () => {
    const domains = under(
      "lib/invitations/",
      "lib/accounts/",
      "lib/branding/",
      "lib/contacts/",
      "lib/events/",
      "lib/users/",
      "lib/db/",
      "lib/mail/",
    );
    const bound = domains.filter(({ outer }) => outer.some((name) => /^(next|next-auth|inngest)(\/|$)/.test(name)));
    expect(bound.map(({ file }) => file)).toEqual([]);
  });

  it("nothing but lib/env.ts reads the environment", () => {
    const readers = SOURCES.filter(({ file, text }) => file !== "lib/env.ts" && /\bprocess\.env\b/.test(text));
    expect(readers.map(({ file }) => file)).toEqual([]);
  });
});

describe("the engines", () => {
  const engines = ["lib/engine/embedded.ts", "lib/engine/inngest.ts"];

  it("hold no rule: they call the outbox, the lists and the sweep, and know no collection", () => {
    const known = /^lib\/(engine\/|mail\/outbox\.ts|batches\/work\.ts|mail\/transports\/registry\.ts|env\.ts|log\.ts)/;
    expect(
      wrongTurns(
        SOURCES.filter(({ file }) => engines.includes(file)),
        (to) => known.test(to),
      ),
    ).toEqual([]);
  });

  it("either can be taken away: nothing but the start, its endpoint and the readiness names it", () => {
    const users = SOURCES.filter(({ inner }) => inner.some((to) => engines.includes(to))).map(({ file }) => file);
    const mounts = /^(lib\/engine\/|lib\/server-process\.ts$|lib\/health\/|app\/api\/inngest\/|app\/readyz\/)/;
    expect(users.filter((file) => !mounts.test(file))).toEqual([]);
  });

  it("a domain only ever says that mail waits", () => {
    const turns = wrongTurns(
      under("lib/invitations/", "lib/accounts/", "lib/branding/", "lib/contacts/", "lib/users/", "lib/events/"),
      (to) => (to.startsWith("lib/engine/") ? to === "lib/engine/wake.ts" : true),
    );
    expect(turns).toEqual([]);
  });
});

describe("the house", () => {
  it("has no drawer for odds and ends, and no barrel", () => {
    const drawers = SOURCES.filter(({ file }) => /(^|\/)(utils?|helpers?|misc|common|index)\.tsx?$/.test(file));
    expect(drawers.map(({ file }) => file)).toEqual([]);
  });

  it("names files in kebab-case", () => {
    const odd = SOURCES.filter(({ file }) => !/^[a-z0-9.-]+$/.test(path.basename(file)));
    expect(odd.map(({ file }) => file)).toEqual([]);
  });
});
