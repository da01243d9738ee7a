/**
 * Where to go after signing in: a path of this site, or nothing. Browsers read `//host` and `/\host` as another host,
 * and drop tabs and line breaks before they look.
 */
export function localPath(value: unknown): string | null {
  if (typeof value !== "string" || value.length > 2000 || !/^\/(?![/\\])/.test(value)) return null;
  if ([...value].some((letter) => letter <= " " || letter === "\\" || letter === "\u007f")) return null;
  return value;
}
