import { readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** How our files in the folder for temporary files begin. */
export const SPOOL_PREFIX = "foyer-list-";
/** No list is read for so long. */
const HOUR = 60 * 60 * 1000;

let lookedAt = 0;

/** Takes away what a process that was killed could not; at most once an hour. */
export async function removeLeftovers(now = Date.now()): Promise<void> {
  if (now - lookedAt < HOUR) return;
  lookedAt = now;
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(SPOOL_PREFIX))) {
    const file = path.join(tmpdir(), name);
    const found = await stat(file).catch(() => null);
    if (found && now - found.mtimeMs > HOUR) await rm(file, { force: true }).catch(() => undefined);
  }
}
