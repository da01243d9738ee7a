import path from "node:path";
import { defineConfig } from "vitest/config";

const onDatabase = {
  globalSetup: ["tests/support/global-setup.ts"],
  setupFiles: ["tests/support/setup.ts"],
  // Real password hashes and a real database, on whatever machine this is.
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  resolve: { alias: { "@": path.resolve(import.meta.dirname) } },
  test: {
    pool: "forks",
    passWithNoTests: true,
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["tests/unit/**/*.test.{ts,tsx}"], setupFiles: ["tests/support/settings.ts"] },
      },
      { extends: true, test: { name: "api", include: ["tests/api/**/*.test.ts"], ...onDatabase } },
      {
        extends: true,
        // One at a time: they start, stop and kill whole installations.
        test: { name: "faults", include: ["tests/faults/**/*.test.ts"], ...onDatabase, fileParallelism: false },
      },
    ],
  },
});
