import { expect, it } from "vitest";
import { formatLine, redactText } from "@/lib/log";

const at = new Date("2026-11-29T10:00:00Z");

it("writes one JSON object a line", () => {
  const line = formatLine("info", "Sent", { mail: "m1", count: 2 }, true, at);
  expect(JSON.parse(line)).toEqual({
    time: "2026-11-29T10:00:00.000Z",
    level: "info",
    message: "Sent",
    mail: "m1",
    count: 2,
  });
  expect(line).not.toContain("\n");
});

it("keeps secrets out, by their names and by their looks", () => {
  const key = `fyr_${"a".repeat(24)}_${"B".repeat(43)}`;
  const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJpbnYiOiJ4In0.c2lnbmF0dXJl";
  const error = new Error(`failed for ${key}`, { cause: new Error(`mongodb://root:hunter2@db:27017/foyer`) });
  const line = formatLine(
    "error",
    `GET /v1/accounts/accept-invite?token=${jwt}`,
    {
      password: "hunter2",
      nested: { authorization: `Bearer ${key}`, list: [jwt] },
      url: "https://x.example/a?b=c",
      error,
    },
    true,
    at,
  );
  for (const secret of ["BBBB", "hunter2", "c2lnbmF0dXJl", "b=c"]) expect(line).not.toContain(secret);
  expect(line).toContain("db:27017/foyer");
});

it("leaves ordinary sentences as they are", () => {
  expect(redactText("Ready? Yes: 3 of 4, at http://localhost:3000/setup.")).toBe(
    "Ready? Yes: 3 of 4, at http://localhost:3000/setup.",
  );
});
