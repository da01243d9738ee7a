/** Counts of this process, for /metrics: requests by method, route and status, and how long they took. */

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

interface Series {
  method: string;
  route: string;
  statuses: Map<number, number>;
  buckets: number[];
  sum: number;
  count: number;
}

const shared = globalThis as typeof globalThis & { foyerHttpMetrics?: Map<string, Series> };

function all(): Map<string, Series> {
  shared.foyerHttpMetrics ??= new Map();
  return shared.foyerHttpMetrics;
}

/** `route` is a path with its ids replaced by names, so that the number of series stays small. */
export function observeRequest(method: string, route: string, status: number, seconds: number): void {
  const name = `${method} ${route}`;
  let series = all().get(name);
  if (!series) {
    series = { method, route, statuses: new Map(), buckets: BUCKETS.map(() => 0), sum: 0, count: 0 };
    all().set(name, series);
  }
  series.statuses.set(status, (series.statuses.get(status) ?? 0) + 1);
  series.sum += seconds;
  series.count += 1;
  const bucket = BUCKETS.findIndex((bound) => seconds <= bound);
  if (bucket >= 0) series.buckets[bucket] = (series.buckets[bucket] ?? 0) + 1;
}

/** Prometheus text format 0.0.4. */
export function httpMetrics(): string[] {
  const lines = ["# HELP foyer_http_requests_total Requests answered.", "# TYPE foyer_http_requests_total counter"];
  for (const { method, route, statuses } of all().values()) {
    for (const [status, count] of statuses) {
      lines.push(`foyer_http_requests_total{method="${method}",route="${route}",status="${status}"} ${count}`);
    }
  }
  lines.push(
    "# HELP foyer_http_request_duration_seconds Time from the request to its answer.",
    "# TYPE foyer_http_request_duration_seconds histogram",
  );
  for (const { method, route, buckets, sum, count } of all().values()) {
    const labels = `method="${method}",route="${route}"`;
    let below = 0;
    BUCKETS.forEach((bound, index) => {
      below += buckets[index] ?? 0;
      lines.push(`foyer_http_request_duration_seconds_bucket{${labels},le="${bound}"} ${below}`);
    });
    lines.push(
      `foyer_http_request_duration_seconds_bucket{${labels},le="+Inf"} ${count}`,
      `foyer_http_request_duration_seconds_sum{${labels}} ${sum}`,
      `foyer_http_request_duration_seconds_count{${labels}} ${count}`,
    );
  }
  return lines;
}
