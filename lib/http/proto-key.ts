const PROTO = "__proto__";
const STAND_IN = "__proto__.";

/**
 * Next copies a query into plain objects on its way, and they swallow this one key without a word. Under another name it
 * reaches the route, which knows no such field.
 */
export function withoutProtoKey(url: string): string {
  const start = url.indexOf("?") + 1;
  if (start === 0 || !new URLSearchParams(url.slice(start)).has(PROTO)) return url;
  const parts = url.slice(start).split("&");
  const kept = parts.map((part) => {
    if (!new URLSearchParams(part).has(PROTO)) return part;
    const value = part.indexOf("=");
    return STAND_IN + (value < 0 ? "" : part.slice(value));
  });
  return url.slice(0, start) + kept.join("&");
}

/** No schema sees this key: objects have it without having it. */
export function isProtoKey(key: string): boolean {
  return key === PROTO || key === STAND_IN;
}
