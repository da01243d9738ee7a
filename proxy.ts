import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/env";
import { answerForPage, vouchFor } from "@/lib/http/page-post";
import { PATH_HEADER } from "@/lib/i18n/request";

/**
 * Gives each page its Content-Security-Policy with a fresh nonce, and lets through the forms alone that our own pages send.
 * What a caller may do is not asked here.
 */
export function proxy(request: NextRequest): Response {
  const nonce = randomBytes(16).toString("base64");
  const { pathname } = request.nextUrl;
  const policy = contentSecurityPolicy(nonce, pathname);
  const instead = answerForPage(request);
  if (instead) {
    instead.headers.set("content-security-policy", policy);
    return instead;
  }
  const headers = new Headers(request.headers);
  if (request.method === "POST") vouchFor(headers);
  // Next reads the nonce from here and puts it on its own scripts.
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  headers.set(PATH_HEADER, pathname);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

function contentSecurityPolicy(nonce: string, pathname: string): string {
  const { production, appUrl } = env();
  const secure = appUrl.startsWith("https:");
  const directives = [
    "default-src 'self'",
    // React's development build evaluates strings, to show where an error came from.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${production ? "" : " 'unsafe-eval'"}`,
    // Tenants' colours are style attributes, and a mail's preview has its styles in itself.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${production ? "" : " ws: wss:"}`,
    "frame-src 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    // Browsers apply this to redirects as well, and accepting may lead to an address that the inviting account allows.
    ...(pathname.startsWith("/accept-invite") ? [] : ["form-action 'self'"]),
    ...(secure ? ["upgrade-insecure-requests"] : []),
  ];
  return directives.join("; ");
}

export const config = {
  // Where the matcher covers an upload, Next cuts its body off at 10 MB. The API is no page, nor are the handlers that take a
  // page's list; they look at where a form comes from themselves.
  matcher: [
    "/((?!v1/|v1$|api/|_next/static|_next/image|logos/|healthz|readyz|metrics|icon.svg|favicon.ico|a/[^/]+/(?:bulk|contacts/import)/upload$).*)",
  ],
};
