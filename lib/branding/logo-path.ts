/** Where our own origin serves a logo: its address says what it is, so it never changes and may be kept for good. */
export function logoPath(sha256: string): string {
  return `/logos/${sha256}.png`;
}
