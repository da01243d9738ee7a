import { describe, expect, it } from "vitest";
import { MAIL_LOCALES, WORDS } from "@/emails/words/catalogue";
import type { Brand } from "@/lib/mail/brand";
import { renderMail } from "@/lib/mail/render";
import { EDITABLE_KINDS, WORDING_VARIABLES } from "@/lib/mail/wording";
import { BRAND, FULL_BRAND, mailOf } from "../support/mail-samples";

process.env.MONGODB_URI ??= "mongodb://127.0.0.1:1/none";

const hrefsIn = (html: string) =>
  [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href?.replaceAll("&amp;", "&"));
const worded = (subject: string | null, introduction: string | null): Brand => ({
  ...BRAND,
  wording: { subject, introduction },
});

describe("a branding", () => {
  it("puts the logo in the monogram's place: from our own origin, half its pixels, its words the name", async () => {
    const frozen = { appUrl: "https://foyer.example", from: "", transport: "smtp", messageId: "" };
    const { html } = await renderMail({ ...mailOf("invite-user"), frozen }, FULL_BRAND);
    const [image] = html.match(/<img[^>]*>/) ?? [];
    expect(image).toContain(`src="https://foyer.example/logos/${"a".repeat(64)}.png"`);
    expect(image).toContain('width="240"');
    expect(image).toContain('height="48"');
    expect(image).toContain('alt="Nordlicht &amp; Co"');
    expect(html.match(/https?:\/\/[^"]*\.(png|jpe?g|gif|svg|webp|woff2?|css)/g)).toHaveLength(1);
    expect(html).not.toContain('class="arch"');
  });

  it.each([
    [{ width: 480, height: 96 }, "240", "48"],
    [{ width: 100, height: 50 }, "50", "25"],
    [{ width: 200, height: 800 }, "16", "64"],
    [{ width: 4000, height: 2 }, "240", "1"],
  ])("a logo of %j is shown %s by %s", async (size, width, height) => {
    const brand = { ...BRAND, logo: { sha256: "b".repeat(64), ...size } };
    const { html } = await renderMail(mailOf("invite-user"), brand);
    expect(html).toMatch(
      new RegExp(`<img[^>]*height="${height}"[^>]*width="${width}"|<img[^>]*width="${width}"[^>]*height="${height}"`),
    );
  });

  it("a name in another direction stays inside the logo's words", async () => {
    const name = '"ليلى" <b>';
    const { html } = await renderMail(mailOf("invite-user", { locale: "ar" }), { ...FULL_BRAND, name });
    expect(html).toContain('alt="&quot;ليلى&quot; &lt;b&gt;"');
  });

  it.each(MAIL_LOCALES)("in %s says where to ask", async (locale) => {
    const { html, text } = await renderMail(mailOf("invite-user", { locale }), FULL_BRAND);
    expect(text).toContain(`${WORDS[locale].questions} help@nordlicht.example`);
    expect(hrefsIn(html)).toContain("mailto:help@nordlicht.example");
    const odd = { ...FULL_BRAND, supportAddress: "a?b&c=d%@nordlicht.example" };
    expect(hrefsIn((await renderMail(mailOf("invite-user"), odd)).html)).toContain(
      "mailto:a%3Fb%26c%3Dd%25@nordlicht.example",
    );
  });
});

describe("an account's own words", () => {
  it("take the place of subject and body; what the letter must say stays", async () => {
    const brand = worded(
      "Come and join {account}",
      "Hello from {inviter}.\n\nWe open\non Monday.\n\n\n\nUntil {ends}.",
    );
    const { subject, html, text } = await renderMail(mailOf("invite-business"), brand);
    expect(subject).toBe("Come and join Blue Bakery");
    expect(text).toContain(
      "\n\nHello from Rui Costa.\n\nWe open\non Monday.\n\nUntil 29 November 2026 at 10:00 UTC.\n\n",
    );
    expect(html).toContain("We open<br/>on Monday.");
    expect(html.match(/<p [^>]*dir="auto"/g)?.length).toBeGreaterThanOrEqual(3);
    for (const part of [html, text]) {
      expect(part).not.toContain("It takes about a minute. ");
      expect(part).not.toContain("you become its owner");
      for (const kept of ["Open Blue Bakery", "The link works until", "You can decline on the same page"]) {
        expect(part).toContain(kept);
      }
    }
  });

  it("fill each variable that the kind offers, and leave any other as it was typed", async () => {
    for (const kind of EDITABLE_KINDS) {
      const names = WORDING_VARIABLES[kind].map(({ name }) => `{${name}}`);
      const { text } = await renderMail(mailOf(kind), worded(null, `${names.join(" | ")} {link} {message} {nobody} {`));
      const line = text.split("\n").find((one) => one.includes("{link}")) ?? "";
      for (const name of names) expect(line, kind).not.toContain(name);
      expect(line, kind).toContain("{link} {message} {nobody} {");
      expect(line, kind).not.toMatch(/\| {2}\||undefined/);
    }
  });

  it("are plain text, and no value in them is filled in again", async () => {
    const doc = mailOf("invite-business");
    const named = { ...doc, data: { ...doc.data, accountName: "{inviter} <i>$&</i>" } };
    const brand = worded("{account} {paragraph}", '<b onclick="1">{account}</b> {each:people} $1 {paragraph}\u202e');
    const { subject, html, text } = await renderMail(named, brand);
    expect(subject).toBe("{inviter} <i>$&</i> {paragraph}");
    expect(text).toContain('<b onclick="1">{inviter} <i>$&</i></b> {each:people} $1 {paragraph}\n');
    expect(html).toContain(
      "&lt;b onclick=&quot;1&quot;&gt;{inviter} &lt;i&gt;$&amp;&lt;/i&gt;&lt;/b&gt; {each:people} $1 {paragraph}</p>",
    );
  });

  it("a subject of their own is never longer than 60 characters, and its date stays whole", async () => {
    const doc = mailOf("invite-business");
    const long = { ...doc, data: { ...doc.data, accountName: "W".repeat(60), inviterName: "M".repeat(60) } };
    const { subject } = await renderMail(long, worded("{account} until {ends} ({inviter})", null));
    expect(subject.length).toBeLessThanOrEqual(60);
    expect(subject).toContain("29 November 2026 at 10:00 UTC");
    const words = await renderMail(long, worded("w ".repeat(60), null));
    expect(words.subject.length).toBeLessThanOrEqual(60);
  });

  it("letters about passwords and addresses take none", async () => {
    for (const kind of ["password-reset", "address-changed"] as const) {
      const { text } = await renderMail(mailOf(kind), worded(null, "Our own {account}"));
      expect(text).not.toContain("Our own Blue Bakery");
    }
  });
});

describe("moments", () => {
  const endsIn = async (locale: string, timezone: string | null) => {
    const doc = mailOf("invite-user", { locale });
    return (await renderMail({ ...doc, data: { ...doc.data, timezone } }, BRAND)).text;
  };

  it.each([
    ["en", "29 November 2026 at 05:00 (Eastern Time)"],
    ["es", "29 de noviembre de 2026 a las 5:00 (hora oriental)"],
    ["fr", "29 novembre 2026 à 05:00 (heure de l’Est nord-américain)"],
    ["de", "29. November 2026 um 05:00 (Nordamerikanische Ostküstenzeit)"],
    ["pt", "29 de novembro de 2026 às 05:00 (Horário do Leste)"],
    ["ar", "29 نوفمبر 2026 في 05:00 (التوقيت الشرقي لأمريكا الشمالية)"],
    ["ja", "2026年11月29日 5:00（米国東部時間）"],
  ])("in %s are told in the reader's time zone, by its name", async (locale, moment) => {
    expect(await endsIn(locale, "America/New_York")).toContain(moment);
  });

  it.each([
    ["en", "10:00 UTC"],
    ["es", "10:00 UTC"],
    ["fr", "10:00 UTC"],
    ["de", "10:00 UTC"],
    ["pt", "10:00 UTC"],
    ["ar", "10:00 (UTC)"],
    ["ja", "10:00（UTC）"],
  ])("in %s are in UTC, and say so, where the zone is unknown or unheard of", async (locale, moment) => {
    for (const zone of [null, "", "UTC", "Etc/UTC", "Mars/Olympus_Mons", "<script>"]) {
      expect(await endsIn(locale, zone)).toContain(moment);
    }
  });

  it("move over midnight with the zone", async () => {
    expect(await endsIn("en", "Pacific/Kiritimati")).toContain("30 November 2026 at 00:00");
  });
});
