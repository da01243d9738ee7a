/**
 * Content-Disposition of a download named by a person: in ASCII for what knows no other, and as it is (RFC 6266, RFC 8187).
 * @param extension with its dot
 */
export function attachment(name: string, extension: string): string {
  const title = clean(name) || "foyer";
  const plain = title
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
  return `attachment; filename="${plain || "foyer"}${extension}"; filename*=UTF-8''${encoded(title + extension)}`;
}

const LONGEST = 120;

/** Without what a file system, or a browser on its way there, takes for a path, a pattern or an instruction. */
function clean(name: string): string {
  const cleaned = name.replace(/[\p{Cc}\p{Cf}\p{Cs}/\\:*?"<>|]+/gu, " ").replace(/\s+/g, " ");
  return [...cleaned]
    .slice(0, LONGEST)
    .join("")
    .replace(/^[\s.]+|[\s.]+$/g, "");
}

/** Leaves unescaped what `attr-char` may be. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
