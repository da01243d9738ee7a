import clsx from "clsx";
import { type CSSProperties, Fragment, type ReactNode } from "react";
import { Arch, type ArchState } from "@/components/arch";
import { DocumentLanguage } from "@/components/document-language";
import { JapaneseFont } from "@/components/japanese-font";
import { Logo, type LogoFile } from "@/components/logo";
import { Monogram } from "@/components/monogram";
import { brandColours, brandStyle } from "@/lib/brand-colour";
import { isRtl, type Locale } from "@/lib/i18n/locales";

interface LetterBrand {
  name: string;
  /** `#rrggbb`, or null for Foyer's own. */
  colour: string | null;
  logo?: LogoFile | null;
}

interface LetterProps {
  locale: Locale;
  /** Whose letter it is; without one it is Foyer's. */
  brand?: LetterBrand | null;
  title: string;
  /** An arch at the head instead of the monogram, where the letter is about a status. */
  state?: ArchState;
  /** The one line at the foot: a summary that opens into a paragraph. */
  privacy: { summary: string; body: string };
  children: ReactNode;
}

/** A sheet 440 wide on paper, nothing else on the page: what every signed-out page is. */
export function Letter({ locale, brand, title, state, privacy, children }: LetterProps) {
  const colours = brandColours(brand?.colour);
  const dir = isRtl(locale) ? "rtl" : "ltr";
  return (
    <div
      lang={locale}
      dir={dir}
      className={clsx("letter flex min-h-dvh flex-col px-5 pt-10 pb-6 sm:pt-[12vh]", colours && "branded")}
      style={colours ? (brandStyle(colours) as CSSProperties) : undefined}
    >
      <DocumentLanguage lang={locale} dir={dir} />
      {locale === "ja" && <JapaneseFont />}
      <main className="mx-auto w-full max-w-[440px] flex-1">
        <Head brand={brand} state={state} />
        <h1 className="mt-6 letter-title">
          <Breakable text={title} />
        </h1>
        <div className="mt-4 flex flex-col gap-6">{children}</div>
      </main>
      <footer className="mx-auto mt-12 w-full max-w-[440px] border-t border-line pt-4 text-14 text-ink-muted">
        <details>
          <summary className="flex min-h-6 list-none flex-wrap items-center gap-x-2 marker:hidden [&::-webkit-details-marker]:hidden">
            <span className="inline-flex items-center gap-1.5">
              <Arch state="ajar" className="text-ink-muted" />
              Foyer
            </span>
            <span aria-hidden="true">·</span>
            <span className="underline decoration-line underline-offset-4 hover:text-ink">{privacy.summary}</span>
          </summary>
          <p className="mt-3 text-14">{privacy.body}</p>
        </details>
      </footer>
    </div>
  );
}

function Head({ brand, state }: { brand: LetterBrand | null | undefined; state: ArchState | undefined }) {
  if (state) {
    return (
      <div className="flex items-center gap-3">
        <Arch state={state} size={48} />
        {brand && (brand.logo ? <Logo {...brand.logo} name={brand.name} /> : <BrandName name={brand.name} />)}
      </div>
    );
  }
  if (!brand) return <Arch state="ajar" size={48} className="text-door" />;
  if (brand.logo) {
    return (
      <div className="flex h-12 items-center">
        <Logo {...brand.logo} name={brand.name} />
      </div>
    );
  }
  return (
    <div className="flex items-center gap-3">
      <Monogram name={brand.name} colour={brand.colour} />
      <BrandName name={brand.name} />
    </div>
  );
}

function BrandName({ name }: { name: string }) {
  return <span className="text-16 font-medium">{name}</span>;
}

/** A long address may break before its @, rather than drop a comma onto a line of its own. */
function Breakable({ text }: { text: string }) {
  return text.split(/(?=@)/).map((part, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in their order
    <Fragment key={place}>
      {place > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

/** The letter's running text. */
export function Prose({ children, muted, className }: { children: ReactNode; muted?: boolean; className?: string }) {
  return <p className={clsx("font-letter text-17", muted && "text-ink-muted", className)}>{children}</p>;
}

/** A link in a letter: seen as one, and tall enough for a thumb. */
export const letterLink =
  "inline-flex min-h-6 items-center underline decoration-field-line underline-offset-4 hover:decoration-current";
