import { describe, expect, it } from "vitest";
import { MAIL_LOCALES } from "@/emails/words/catalogue";
import type { LetterKind } from "@/emails/words/words";
import type { MailDoc } from "@/lib/db/types";
import type { Brand } from "@/lib/mail/brand";
import { VARIABLES } from "@/lib/mail/fill";
import { type LetterContent, letterHtml } from "@/lib/mail/letter";
import { letterText } from "@/lib/mail/letter-text";
import { makeLetter, renderMail } from "@/lib/mail/render";
import { isEditable, WORDING_VARIABLES } from "@/lib/mail/wording";
import { Hostile } from "../support/hostile";
import { BRAND, FULL_BRAND, KINDS, mailOf } from "../support/mail-samples";
import { drawWhole } from "../support/mail-whole";

/**
 * A mail is a template that was drawn once, filled for its reader. Here each is also drawn by React as a whole, with the
 * reader's values in it from the start, and the two are compared byte for byte: every kind of letter in every language,
 * every optional part, and values that try to be something else. A failure names its seed.
 */

process.env.MONGODB_URI ??= "mongodb://127.0.0.1:1/none";

const SEEDS = 12;
/** Drawing takes a while where the machine has much else to do. */
const PATIENCE = 60_000;

function hostileMail(kind: LetterKind, seed: number): { doc: MailDoc; brand: Brand } {
  const hostile = new Hostile(seed);
  const to = hostile.email();
  const names = ["accountName", "parentName", "inviterName", "inviteeName", "byName", "batchName"] as const;
  const sample = mailOf(kind);
  const same = hostile.maybe(0.2) ? hostile.text(2) : null;
  const list = Array.from({ length: 1 + Math.floor(seed % 6) }, () => {
    const email = hostile.email();
    return { email, name: hostile.maybe(0.3) ? email : hostile.text(3) };
  });
  const doc: MailDoc = {
    ...sample,
    to: { email: to, name: hostile.maybe(0.2) ? to : hostile.text(3) },
    locale: MAIL_LOCALES[seed % MAIL_LOCALES.length] as string,
    data: {
      ...sample.data,
      ...Object.fromEntries(names.map((name) => [name, same ?? hostile.perhaps(3)])),
      inviteeEmail: hostile.maybe() ? hostile.email() : to,
      newEmail: hostile.email(),
      oldEmail: hostile.email(),
      message: hostile.perhaps(30),
      timezone: hostile.one([null, "Asia/Tokyo", "America/Sao_Paulo", "Not/AZone"]),
      count: hostile.one(["1", "2", "1207", "0"]),
      total: hostile.one(["1", "3", "100000", "<b>"]),
    },
    ...(sample.list ? { list } : {}),
    ...(hostile.maybe(0.1) ? { sample: true } : {}),
  };
  return { doc, brand: hostileBrand(hostile, kind) };
}

function hostileBrand(hostile: Hostile, kind: LetterKind): Brand {
  const known = isEditable(kind) ? WORDING_VARIABLES[kind].map(({ name }) => `{${name}}`) : [];
  const own = () => `${hostile.text(6)}${hostile.one(["", ...known])}${hostile.text(4)}${hostile.one(["", ...known])}`;
  const plain = hostile.maybe(0.3);
  return {
    ...(plain ? BRAND : FULL_BRAND),
    name: hostile.text(2),
    footer: hostile.perhaps(6),
    supportAddress: hostile.maybe() ? hostile.email() : null,
    logo: hostile.maybe() ? { sha256: "f".repeat(64), width: 301, height: 97 } : null,
    colour: hostile.one([null, "#f5a623", "#000000", "#fff"]),
    wording:
      isEditable(kind) && hostile.maybe()
        ? { subject: hostile.maybe() ? own() : null, introduction: hostile.maybe(0.8) ? `${own()}\n\n${own()}` : null }
        : BRAND.wording,
  };
}

const CASES = KINDS.flatMap((kind, place) =>
  Array.from({ length: SEEDS }, (_, turn) => ({ kind, seed: 1 + turn + place * SEEDS * MAIL_LOCALES.length })),
);

/** What leaves: half a character is none. */
const bytes = (text: string) => Buffer.from(text, "utf8");

async function assertSame(content: LetterContent, seed: number): Promise<void> {
  const [filled, whole] = await Promise.all([letterHtml(content), drawWhole(content)]);
  if (Buffer.compare(bytes(filled), bytes(whole)) === 0) return;
  // Where they part, in words.
  const at = [...filled].findIndex((character, index) => character !== [...whole][index]);
  const near = (text: string) => [...text].slice(Math.max(0, at - 60), at + 60).join("");
  expect(near(filled), `seed ${seed}`).toBe(near(whole));
  expect(filled, `seed ${seed}`).toBe(whole);
}

describe("a filled page is, byte for byte, the page drawn with the same values", { timeout: PATIENCE }, () => {
  it.each(KINDS)("%s, for readers and senders with hostile names, in every language", async (kind) => {
    for (const one of CASES.filter((each) => each.kind === kind)) {
      const { doc, brand } = hostileMail(kind, one.seed);
      const { content } = await makeLetter(doc, brand);
      await assertSame(content, one.seed);
      // And it is what leaves.
      expect((await renderMail(doc, brand)).values).toMatchObject({ brand: content.values.brand });
    }
  });

  it.each(["invite-business", "invite-user", "invite-reminder"] as const)(
    "%s in every combination of its parts",
    async (kind) => {
      for (let parts = 0; parts < 64; parts += 1) {
        const has = (bit: number) => (parts & (1 << bit)) !== 0;
        const locale = MAIL_LOCALES[parts % MAIL_LOCALES.length] as string;
        const doc = mailOf(kind, { locale, to: { email: "ana@bakery.example", name: has(0) ? "O'Neill {name}" : "" } });
        const brand: Brand = {
          ...FULL_BRAND,
          logo: has(1) ? FULL_BRAND.logo : null,
          footer: has(2) ? "<b>{link}</b>\n$& 'x'" : null,
          supportAddress: has(3) ? "a&b@nordlicht.example" : null,
          wording: { subject: null, introduction: has(4) ? "{inviter} & {nobody}\n\n{account}\n$&" : null },
        };
        const data = { ...doc.data, message: has(5) ? "One\n\n{link} $& <b>\nليلى" : null };
        const { content } = await makeLetter({ ...doc, data }, brand);
        await assertSame(content, parts);
      }
    },
  );

  it("also where nothing cleaned the values before", async () => {
    for (let seed = 1; seed <= 100; seed += 1) {
      const hostile = new Hostile(seed * 7919);
      const { doc, brand } = hostileMail(hostile.one(KINDS), seed * 7919);
      const { content } = await makeLetter(doc, brand);
      const kept = new Set(["link", "secondLink", "stopLink", "supportLink", "logo", "door", "monogramColour"]);
      const values = Object.fromEntries(
        // React takes an address with a script for none, and lines end nowhere in an attribute.
        VARIABLES.map((name) => [name, kept.has(name) || /^logo/.test(name) ? content.values[name] : hostile.text()]),
      ) as LetterContent["values"];
      await assertSame({ ...content, values: { ...values, rowName: "", rowEmail: "", paragraph: "" } }, seed);
    }
  });
});

describe("a filled text", () => {
  const signOf = (name: string) => `\ue000${name}\ue001`;
  const plain = (text: string) => text.replace(/^\u200f/gm, "");

  it.each(KINDS)("%s names each value where it stands, and takes none for a variable", async (kind) => {
    for (const one of CASES.filter((each) => each.kind === kind)) {
      const { doc, brand } = hostileMail(kind, one.seed);
      const { content } = await makeLetter(doc, brand);
      // The letter with a sign in each value's place, which no value can be taken for; then the values for the signs.
      const signs = Object.fromEntries(VARIABLES.map((name) => [name, signOf(name)])) as LetterContent["values"];
      const signed = letterText({
        ...content,
        values: signs,
        people: content.people.map(({ name, email }, index) =>
          name === email
            ? { name: signOf(`p${index}`), email: signOf(`p${index}`) }
            : { name: signOf(`n${index}`), email: signOf(`p${index}`) },
        ),
      });
      const values = new Map<string, string>(VARIABLES.map((name) => [name, content.values[name]]));
      for (const [index, { name, email }] of content.people.entries()) {
        values.set(`n${index}`, name).set(`p${index}`, email);
      }
      const [first = "", ...more] = content.values.message.split("\n");
      values.set("message", [first.trimEnd(), ...more.map((line) => `> ${line}`.trimEnd())].join("\n"));
      const whole = signed.replace(/\ue000(\w+)\ue001/g, (_, name: string) => values.get(name) ?? "");
      expect(plain(letterText(content)), `seed ${one.seed}`).toBe(plain(whole));
    }
  });
});
