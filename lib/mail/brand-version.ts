import { now } from "../clock";
import { brandVersions } from "../db/client";
import { sha256 } from "../secrets";
import type { Brand } from "./brand";

/**
 * What a mail wears, kept under the SHA-256 of what it is: a retry repeats it to the letter, whatever the account has
 * changed since. Mails that look alike share one.
 */

const MOST_KNOWN = 500;

/** Those that are certainly kept, by the collection they lie in: a process writes each once. */
const known = new WeakMap<object, Map<string, Brand>>();

function knownHere(): Map<string, Brand> {
  const collection = brandVersions();
  const here = known.get(collection) ?? new Map<string, Brand>();
  known.set(collection, here);
  return here;
}

function remember(id: string, brand: Brand): void {
  const here = knownHere();
  here.set(id, brand);
  const [oldest] = here.keys();
  if (here.size > MOST_KNOWN && oldest) here.delete(oldest);
}

/** @returns the name by which `readBrandVersion` finds it; the same for the same brand, at any time and in any process */
export async function keepBrandVersion(brand: Brand): Promise<string> {
  const content = canonical(brand);
  const id = sha256(content);
  if (knownHere().has(id)) return id;
  const kept = JSON.parse(content) as Record<string, unknown> & Brand;
  try {
    await brandVersions().updateOne({ _id: id }, { $setOnInsert: { brand: kept, createdAt: now() } }, { upsert: true });
  } catch (error) {
    // Two at once: the other one has kept the same.
    if ((error as { code?: unknown }).code !== 11000) throw error;
  }
  remember(id, kept);
  return id;
}

/** Null where it was never kept. */
export async function readBrandVersion(id: string): Promise<Brand | null> {
  const here = knownHere().get(id);
  if (here) return here;
  const found = await brandVersions().findOne({ _id: id });
  if (!found) return null;
  const brand = found.brand as unknown as Brand;
  remember(id, brand);
  return brand;
}

/** The same text for the same content, in whatever order its keys were written. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(",")}}`;
}
