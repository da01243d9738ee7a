/**
 * What an address was probably meant to be, where its domain looks like a typing error. It only ever suggests: somebody may
 * have the strangest domain. Shared by server and browser.
 */

/** Where most private mailboxes are. */
const KNOWN = [
  "gmail.com",
  "googlemail.com",
  "hotmail.com",
  "hotmail.co.uk",
  "hotmail.com.br",
  "hotmail.de",
  "hotmail.es",
  "hotmail.fr",
  "hotmail.it",
  "outlook.com",
  "outlook.com.br",
  "outlook.de",
  "outlook.es",
  "outlook.fr",
  "outlook.pt",
  "live.com",
  "yahoo.com",
  "yahoo.co.jp",
  "yahoo.co.uk",
  "yahoo.com.br",
  "yahoo.de",
  "yahoo.es",
  "yahoo.fr",
  "icloud.com",
  "comcast.net",
  "protonmail.com",
  "gmx.de",
  "gmx.net",
  "t-online.de",
  "freenet.de",
  "orange.fr",
  "wanadoo.fr",
  "laposte.net",
  "sapo.pt",
  "bol.com.br",
  "terra.com.br",
  "uol.com.br",
  "docomo.ne.jp",
] as const;

/** Real ones that look like a slip of those. */
const SOUND: readonly string[] = [...KNOWN, "mail.com", "email.com", "ymail.com", "rocketmail.com"];

/** Endings that no domain has (IANA root zone, November 2026), and what fingers meant. */
const ENDINGS: Readonly<Record<string, string>> = {
  con: "com",
  cmo: "com",
  ocm: "com",
  comm: "com",
  coom: "com",
  cpm: "com",
  vom: "com",
  xom: "com",
  clm: "com",
  cim: "com",
  conm: "com",
  nte: "net",
  ent: "net",
  nett: "net",
  ogr: "org",
  rog: "org",
  orgg: "org",
  ifno: "info",
};

/** @returns the whole address as it was probably meant; null where nothing looks wrong */
export function likelyEmail(email: string): string | null {
  const at = email.lastIndexOf("@");
  const domain = email
    .slice(at + 1)
    .trim()
    .toLowerCase();
  if (at < 1 || domain === "" || SOUND.includes(domain)) return null;
  const mended = mendEnding(domain);
  const meant = nearest(mended) ?? mended;
  return meant === domain ? null : `${email.slice(0, at)}@${meant}`;
}

function mendEnding(domain: string): string {
  const dot = domain.lastIndexOf(".");
  const ending = ENDINGS[domain.slice(dot + 1)];
  return dot > 0 && ending ? `${domain.slice(0, dot + 1)}${ending}` : domain;
}

/** One slip away; short names are too easily another's. */
function nearest(domain: string): string | null {
  if (SOUND.includes(domain)) return domain;
  return KNOWN.find((known) => known.length > 8 && isOneSlip(domain, known)) ?? null;
}

/** One letter too many, too few, another, or two in the wrong order. */
export function isOneSlip(typed: string, meant: string): boolean {
  if (Math.abs(typed.length - meant.length) > 1 || typed === meant) return false;
  let start = 0;
  while (start < typed.length && typed[start] === meant[start]) start += 1;
  const rest = (text: string, from: number) => text.slice(start + from);
  return (
    rest(typed, 1) === rest(meant, 1) ||
    rest(typed, 1) === rest(meant, 0) ||
    rest(typed, 0) === rest(meant, 1) ||
    (typed[start] === meant[start + 1] && typed[start + 1] === meant[start] && rest(typed, 2) === rest(meant, 2))
  );
}
