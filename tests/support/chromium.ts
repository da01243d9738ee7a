import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";

/**
 * A Chromium for browser tests: CHROME_PATH, else an installed one, else the one of Playwright. Null where there is none
 * yet.
 */
export function findChromium(): { executablePath: string | undefined } | null {
  const explicit = process.env.CHROME_PATH?.trim();
  if (explicit) {
    if (!existsSync(explicit)) throw new Error(`CHROME_PATH is ${explicit}, and there is no such file.`);
    return { executablePath: explicit };
  }
  const installed = installedChromium();
  if (installed) return { executablePath: installed };
  // Left out, Playwright takes its own.
  return existsSync(chromium.executablePath()) ? { executablePath: undefined } : null;
}

/** Gets a Chromium where there is none: Playwright's download, else Debian's package when this user may install it. */
export function obtainChromium(say: (line: string) => void): boolean {
  if (findChromium()) return true;
  const isRoot = process.getuid?.() === 0;
  say("Downloading a Chromium for the browser tests …");
  const install = ["playwright", "install", ...(isRoot ? ["--with-deps"] : []), "chromium"];
  run("npx", install, 600_000);
  if (findChromium()) return true;
  if (isRoot && existsSync("/usr/bin/apt-get")) {
    say("That did not work. Installing Debian's package chromium …");
    run("apt-get", ["update", "-q"], 300_000);
    run("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"], 600_000);
  }
  return findChromium() !== null;
}

function installedChromium(): string | null {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const onPath = (process.env.PATH ?? "")
    .split(path.delimiter)
    .filter(Boolean)
    .flatMap((folder) => names.map((name) => path.join(folder, name)));
  const elsewhere = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ];
  return [...onPath, ...elsewhere].find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function run(command: string, args: string[], timeout: number): void {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"], timeout, env });
}
