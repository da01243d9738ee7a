/** Texts that have broken templates, pages and mails elsewhere, put together anew at each seed and the same at each run. */

const PIECES = [
  ...["Ana", "Lima", "O’Neill", "D'Angelo", "Müller", "山田 太郎", "ليلى حداد", "שירה כהן", "Ελένη", "Łukasz", "नेहा"],
  ...[
    "{name}",
    "{link}",
    "{paragraph}",
    "{rowName}",
    "{each:people}",
    "{end:paragraphs}",
    "{footer}",
    "{",
    "}",
    "{{",
    "{}",
  ],
  ...["$&", "$1", "$$", "$`", "$'", "\\", "\\n", "%s", "%00", "$" + "{name}", "#{name}", "<%= name %>"],
  ...[
    "<b>",
    "</td>",
    "<script>alert(1)</script>",
    "<!--",
    "-->",
    "<!-- -->",
    "]]>",
    "<br/>",
    '"',
    "'",
    "`",
    "&",
    "&amp;",
    "&#39;",
  ],
  ...['" onclick="x', "'><img src=x>", "</style>", "</title>", "javascript:alert(1)", "</head>", "<body>"],
  ...["🌷", "👩‍👩‍👧‍👦", "🏳️‍🌈", "e\u0301", "Z\u0351\u036b", "\u200d", "ß", "İ", "ﷺ", "𝔸"],
  ...["\u202e", "\u2066", "\u200b", "\u2028", "\u0085", "\u0000", "\u001b[31m", "\ud83c", "\ufeff", "\u00ad"],
  ...["http://evil.example/a?b=c&d", "ana@bakery.example", "evil.example", "mailto:x@y.zz", "a:b", "1.2.3.4"],
  ...["\n", "\r\n", "\t", "  ", "\n\n\n", "> quoted", "-- ", "Subject: x\r\nBcc: y@z.zz", "=?utf-8?q?x?=", "=3D", "."],
];

/** Numbers between 0 and 1 from a seed (mulberry32, public domain). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

export class Hostile {
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = seeded(seed);
  }

  one<T>(of: readonly T[]): T {
    return of[Math.floor(this.random() * of.length)] as T;
  }

  maybe(chance = 0.5): boolean {
    return this.random() < chance;
  }

  /** Now and then very long, or one thing over and over. */
  text(most = 8): string {
    if (this.maybe(0.04)) return this.one(PIECES).repeat(400);
    const length = 1 + Math.floor(this.random() * most);
    return Array.from({ length }, () => this.one(PIECES) + this.one(["", "", " "])).join("");
  }

  /** Nothing, now and then. */
  perhaps(most?: number): string | null {
    return this.maybe(0.15) ? null : this.text(most);
  }

  email(): string {
    return `${this.one(["ana", "o'neill", "a&b", "a{name}b", "x$&y", "ñandú", "用户"])}@${this.one(["bakery.example", "bücher.example", "xn--bcher-kva.example"])}`;
  }
}
