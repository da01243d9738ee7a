import { beforeAll, describe, expect, it } from "vitest";
import { PATHS } from "@/app/v1/paths";
import { accounts } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import { operationsOf } from "@/lib/http/openapi";
import { call } from "../support/api";
import { createTenant } from "../support/factories";
import {
  CALLERS,
  CASES,
  type Case,
  createWorld,
  credentialOf,
  expected,
  OTHERWISE,
  type World,
} from "../support/matrix";

/** Every route, as everybody (contract §5.3). A route that nobody has thought of here fails. */

type Method = Parameters<typeof call>[0];

const DECLARED = Object.entries(PATHS).flatMap(([path, module]) =>
  Object.entries(module).flatMap(([method, handler]) => {
    const { declaration } = handler as { declaration?: { auth?: string; permission?: string } };
    return declaration ? [{ route: `${method} ${path}`, declaration }] : [];
  }),
);

const titled = CASES.map((one) => ({ ...one, title: one.as ? `${one.route}, ${one.as}` : one.route }));

describe("the matrix", () => {
  it("has every declared route, and no other", () => {
    expect(DECLARED.length).toBe(operationsOf(PATHS).length);
    const known = new Set([...CASES.map(({ route }) => route), ...Object.keys(OTHERWISE)]);
    expect([...known].sort()).toEqual(DECLARED.map(({ route }) => route).sort());
  });

  it("agrees with what each route declares of itself", () => {
    for (const { route, declaration } of DECLARED) {
      const cases = CASES.filter((one) => one.route === route);
      if (cases.length === 0) {
        expect([route, declaration.permission]).toEqual([route, undefined]);
        continue;
      }
      expect([route, declaration.auth ?? "required"]).toEqual([route, "required"]);
      // A route that is several things declares the first of them.
      expect([route, declaration.permission ?? "read"]).toEqual([route, cases[0]?.needs]);
    }
  });

  it("lets nobody in without a credential where one is needed", async () => {
    const needing = Object.keys(OTHERWISE).filter((route) => {
      const auth = DECLARED.find((one) => one.route === route)?.declaration.auth ?? "required";
      return auth === "required";
    });
    for (const route of needing) {
      const [method, path = ""] = route.split(" ");
      const answer = await call(method as Method, path.replaceAll(/\[\w+\]/g, newId().toHexString()), undefined);
      expect([route, answer.status, answer.code]).toEqual([route, 401, "unauthenticated"]);
    }
  });
});

describe.each(titled)("$title", (one) => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });

  it.each(CALLERS)("%s", async (name) => {
    const as = await credentialOf(name, world, one.needs);
    const { status, code } = await attempt(one, world, as);
    expect([status, code]).toEqual(expected(name, one));
  });

  it("a suspended account: its own callers are held up, one above reads", async () => {
    const held = await createWorld();
    const { path, body } = await one.prepare(held);
    await accounts().updateOne({ _id: held.target.account._id }, { $set: { status: "suspended" } });
    const ask = (as: string) => call(methodOf(one.route), path, body, { as });
    for (const as of [held.target.cookie, held.target.key]) {
      const { status, code } = await ask(as);
      expect([status, code]).toEqual([403, "account_suspended"]);
    }
    const { status, code } = await ask(held.above.cookie);
    const allowed = methodOf(one.route) === "GET" || one.worksWhenSuspended;
    expect([status, code]).toEqual(allowed ? [one.status, undefined] : [409, "account_not_active"]);
  });

  it("is to a stranger what is not there: 404, the same to the byte", async () => {
    const stranger = (await createTenant()).key;
    const real = await answerTo(one, world, stranger, (text) => text);
    for (const other of [newId().toHexString(), "not-an-id"]) {
      const masked = await answerTo(one, world, stranger, (text, id) => text.replaceAll(id, other));
      expect(masked).toEqual(real);
    }
    expect(real.status).toBe(404);
  });
});

async function attempt({ route, prepare }: Case, world: World, as: string | undefined) {
  const { path, body } = await prepare(world);
  return call(methodOf(route), path, body, as === undefined ? {} : { as });
}

async function answerTo(
  { route, prepare }: Case,
  world: World,
  as: string,
  change: (text: string, id: string) => string,
) {
  const { path, body, id } = await prepare(world);
  const named = (json: unknown) => JSON.parse(change(JSON.stringify(json), id)) as unknown;
  const sent = body === undefined || body instanceof FormData ? body : named(body);
  const { status, text, headers } = await call(methodOf(route), change(path, id), sent, { as });
  const requestId = headers.get("x-request-id") ?? "";
  const shown = Object.fromEntries(headers);
  // Each call is counted, and has a number of its own.
  delete shown.ratelimit;
  delete shown["x-request-id"];
  return { status, text: text.replaceAll(requestId, "…"), headers: shown };
}

function methodOf(route: string): Method {
  return route.split(" ")[0] as Method;
}
