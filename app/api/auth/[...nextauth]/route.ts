import type { NextRequest } from "next/server";
import NextAuth from "next-auth/next";
import { nextAuthOptions } from "@/lib/auth/next-auth";
import type { AppError } from "@/lib/errors";

/** A mount only: sessions are next-auth's, lib/auth says whose they are. */
interface Context {
  params: Promise<{ nextauth: string[] }>;
}

/** A sign-in is a few hundred bytes; next-auth itself would read any amount. */
const MAX_BODY = 16 * 1024;

async function handle(request: NextRequest, context: Context): Promise<Response> {
  if (request.method === "POST" && !(Number(request.headers.get("content-length") ?? "NaN") <= MAX_BODY)) {
    return new Response(null, { status: 413 });
  }
  let limited: AppError | undefined;
  const options = nextAuthOptions((error) => {
    limited = error;
  });
  const response: Response = await NextAuth(request, { params: await context.params }, options);
  // next-auth knows only 401 for a sign-in that did not succeed; a page is sent to /login, which says it in words.
  if (limited === undefined || response.status !== 401) return response;
  return new Response(response.body, { status: limited.status, headers: headersOf(response, limited) });
}

function headersOf(response: Response, { headers, retryAfter }: AppError): Headers {
  const all = new Headers(response.headers);
  for (const [name, value] of Object.entries(headers ?? {})) all.set(name, value);
  if (retryAfter !== undefined) all.set("retry-after", String(Math.ceil(retryAfter)));
  return all;
}

export { handle as GET, handle as POST };
