import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";
import { metricsText } from "@/lib/health/metrics";
import { isLoopbackRequest } from "@/lib/http/client-ip";

export const dynamic = "force-dynamic";

/** For a scraper on this machine, or one that has METRICS_TOKEN. For all others there is nothing here. */
export async function GET(request: Request): Promise<Response> {
  if (!isLoopbackRequest(request.headers) && !hasToken(request.headers)) return new Response(null, { status: 404 });
  return new Response(await metricsText(), {
    headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" },
  });
}

function hasToken(headers: Headers): boolean {
  const { metricsToken } = env();
  if (metricsToken === null) return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(headers.get("authorization") ?? ""), digest(`Bearer ${metricsToken}`));
}
