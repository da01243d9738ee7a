import { AppError } from "../errors";

/** Optimistic locking over HTTP: `ETag: "3"` on what was read, `If-Match: "3"` on what is changed (RFC 9110 §13.1.1). */

export function etagOf(version: number): string {
  return `"${version}"`;
}

const TAG = /^(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"$/;

/**
 * The versions that a change is good for; null where any is. A tag that no version of ours can have matches nothing.
 * @throws AppError 400 `invalid_request` for what is no list of entity tags
 */
export function expectedVersions(headers: Headers): number[] | null {
  const header = headers.get("if-match");
  if (header === null || header.trim() === "*") return null;
  const tags = header.split(",").map((part) => TAG.exec(part.trim()));
  if (tags.some((tag) => tag === null)) {
    const message = 'If-Match takes the version that was read, in quotes, such as "3".';
    throw new AppError("invalid_request", message, {
      errors: [{ path: "If-Match", code: "invalid_value", message }],
    });
  }
  // Weak tags never match: If-Match compares strongly.
  return tags.flatMap((tag) => (tag && !tag[1] && /^\d{1,15}$/.test(tag[2] ?? "") ? [Number(tag[2])] : []));
}

/** 412: somebody else was quicker. `current` is what stands there now, as the caller may see it. */
export function versionMismatch(what: string, version: number, current: unknown): AppError {
  return new AppError(
    "version_mismatch",
    `${what} was changed by somebody else since you read it. Look at what stands there now, then send your change again with the new version.`,
    { extra: { version, current } },
  );
}

export function assertVersion(expected: number[] | null, version: number, what: string, current: unknown): void {
  if (expected !== null && !expected.includes(version)) throw versionMismatch(what, version, current);
}
