import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { PATHS } from "@/app/v1/paths";
import { ERRORS } from "@/lib/errors";
import { type Json, openApiDocument, operationsOf } from "@/lib/http/openapi";

/** Not operations of the API: its description, and the answer to all that is no path. */
const OTHERS = ["/v1/openapi.json", "/v1/[[...path]]"];
const HTTP = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

const V1 = path.resolve(import.meta.dirname, "../../app/v1");
const folders = readdirSync(V1, { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "route.ts")
  .map((file) => path.posix.join("/v1", path.dirname(file).split(path.sep).join("/")))
  .filter((folder) => !OTHERS.includes(folder));

const document = openApiDocument(PATHS, "http://localhost:3000");

it("every folder under app/v1 is described, and nothing else is", () => {
  expect(Object.keys(PATHS).sort()).toEqual(folders.sort());
});

it.each(Object.entries(PATHS))("%s answers every method", (_path, module) => {
  expect(HTTP.filter((method) => typeof module[method] !== "function")).toEqual([]);
});

describe("the document", () => {
  it("is OpenAPI 3.1 with an id of its own for each operation", () => {
    expect(document.openapi).toBe("3.1.0");
    const ids = Object.values(document.paths as Record<string, Record<string, { operationId: string }>>).flatMap(
      (methods) => Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain("postAccountsInvite");
  });

  it("has no reference that leads nowhere", () => {
    const text = JSON.stringify(document);
    const { schemas } = document.components as { schemas: Json };
    const names = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference ?? "");
    expect(names).toContain("#/components/schemas/Invitation");
    for (const name of names) expect(Object.keys(schemas)).toContain(name.replace("#/components/schemas/", ""));
  });

  it("names every parameter of a path", () => {
    for (const { path: at, method } of operationsOf(PATHS)) {
      const operation = (
        document.paths as Record<string, Record<string, { parameters?: { name: string; in: string }[] }>>
      )[at]?.[method.toLowerCase()];
      const named = (operation?.parameters ?? [])
        .filter((parameter) => parameter.in === "path")
        .map(({ name }) => name);
      expect(named).toEqual([...at.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    }
  });

  it("says every kind of body that an invitation can come in, and how lists are read", () => {
    const paths = document.paths as Record<string, Record<string, Json>>;
    const { requestBody, parameters, responses } = (paths["/v1/accounts/invite"]?.post ?? {}) as {
      requestBody: { content: Record<string, { schema?: { anyOf?: unknown[]; properties?: Json } }> };
      parameters: { name: string }[];
      responses: Json;
    };
    const { content } = requestBody;
    expect(Object.keys(content)).toEqual([
      "application/json",
      "text/csv",
      "application/x-ndjson",
      "multipart/form-data",
    ]);
    expect(content["application/json"]?.schema?.anyOf).toHaveLength(2);
    expect(Object.keys(content["multipart/form-data"]?.schema?.properties ?? {})).toContain("mapping");
    expect(parameters.map(({ name }) => name)).toEqual(expect.arrayContaining(["type", "draft", "dryRun", "mapping"]));
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(["200", "201", "202", "413", "415"]));
  });

  it("lists codes of the error table alone, and strict bodies", () => {
    const { enum: codes } = (
      document.components as { schemas: { Problem: { properties: { code: { enum: string[] } } } } }
    ).schemas.Problem.properties.code;
    expect(codes).toEqual(Object.keys(ERRORS));
    for (const { declaration } of operationsOf(PATHS)) {
      if (declaration.body)
        expect(declaration.body.safeParse({ nothing_of_ours: 1 }).success, declaration.summary).toBe(false);
    }
  });
});
