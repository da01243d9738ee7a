import { readLogo } from "@/lib/branding/logo";

/** Logos in mails and on the pages of those who are invited. The address is the hash of what it leads to. */

const HEADERS = {
  "content-type": "image/png",
  "cache-control": "public, max-age=31536000, immutable",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; sandbox",
  "content-disposition": "inline",
  // Mail is read on other sites.
  "cross-origin-resource-policy": "cross-origin",
};

export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const { file } = await params;
  const sha256 = /^([0-9a-f]{64})\.png$/.exec(file)?.[1];
  if (!sha256) return missing();
  const etag = `"${sha256}"`;
  const bytes = await readLogo(sha256);
  if (!bytes) return missing();
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers: { etag } });
  const headers = { ...HEADERS, etag, "content-length": String(bytes.byteLength) };
  return new Response(request.method === "HEAD" ? null : bytes, { headers });
}

export const HEAD = GET;

function missing(): Response {
  return new Response("Not found\n", {
    status: 404,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
    },
  });
}
