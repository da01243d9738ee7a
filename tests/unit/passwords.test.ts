import { expect, it } from "vitest";
import { checkPassword, hashPassword, verifyPassword } from "@/lib/auth/passwords";

it.each(["", "short77", "password", "PASSWORD1", "12345678", "qwertyuiop", "iloveyou1", "x".repeat(201)])(
  "%j is too weak",
  (password) => {
    expect(checkPassword(password)).toBe("too_weak");
  },
);

it.each(["correct horse", "zürich-wasser", "ドア鍵を置く猫たち", "a-Fine-day-4"])("%j will do", (password) => {
  expect(checkPassword(password)).toBe("ok");
});

it("hashes with Argon2id and verifies", async () => {
  const hash = await hashPassword("correct horse");
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword(hash, "correct horse")).toBe(true);
  expect(await verifyPassword(hash, "wrong horse")).toBe(false);
});

it("takes as long where there is no login", async () => {
  const hash = await hashPassword("correct horse");
  const times: { none: number[]; some: number[] } = { none: [], some: [] };
  await verifyPassword(undefined, "wrong horse");
  for (let round = 0; round < 9; round++) {
    for (const [name, against] of [
      ["none", undefined],
      ["some", hash],
    ] as const) {
      const started = performance.now();
      expect(await verifyPassword(against, "wrong horse")).toBe(false);
      times[name].push(performance.now() - started);
    }
  }
  const median = (values: number[]) => values.sort((a, b) => a - b)[4] ?? 0;
  expect(median(times.none) / median(times.some)).toBeGreaterThan(0.5);
});
