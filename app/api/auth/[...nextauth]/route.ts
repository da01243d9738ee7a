import type { NextRequest } from "next/server";
import NextAuth from "next-auth/next";
import { nextAuthOptions } from "@/lib/auth/next-auth";

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
  return NextAuth(request, { params: await context.params }, nextAuthOptions());
}

export { handle as GET, handle as POST };
