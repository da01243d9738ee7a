/** What took t to count is kept for this many t: counting never takes more than a twentieth of one core for an account. */
const TIMES = 20;
/** What is counted faster than this is counted each time. */
const QUICK_MS = 100;
const MOST = 500;

const kept = new Map<string, { until: number; value: Promise<unknown> }>();

/**
 * Counts again only after a while that grows with how long counting took: at once in an account of hundreds, some seconds
 * late in one of a hundred thousand. Those who ask meanwhile share one count.
 */
export function remember<T>(key: string, count: () => Promise<T>): Promise<T> {
  const known = kept.get(key);
  if (known && known.until > performance.now()) return known.value as Promise<T>;
  const started = performance.now();
  const entry = { until: Number.POSITIVE_INFINITY, value: count() };
  kept.delete(key);
  kept.set(key, entry);
  const oldest = kept.keys().next();
  if (kept.size > MOST && !oldest.done) kept.delete(oldest.value);
  entry.value.then(
    () => {
      const took = performance.now() - started;
      entry.until = took < QUICK_MS ? 0 : performance.now() + TIMES * took;
    },
    // A failure is nobody's to share: the next one tries again.
    () => kept.delete(key),
  );
  return entry.value;
}
