import clsx from "clsx";
import type { CSSProperties } from "react";
import { Logo, type LogoFile } from "@/components/logo";
import { Monogram } from "@/components/monogram";
import { brandColours, brandStyle } from "@/lib/brand-colour";
import { consoleWords } from "@/lib/i18n/console/words";
import { type MailScheme, SCHEME } from "./mail-view";

const words = consoleWords().branding.preview.letter;

export interface LetterLook {
  inviter: string;
  account: string;
  name: string;
  colour: string | null;
  logo: LogoFile | null;
}

/** The page that an invitee meets, as a picture of itself: nothing in it can be used. */
export function BrandingLetter({ look, scheme }: { look: LetterLook; scheme: MailScheme }) {
  const { name, logo } = look;
  const colours = brandColours(look.colour);
  return (
    <div inert className={clsx(SCHEME[scheme], "letter rounded-md border border-line bg-paper px-5 py-8 text-ink")}>
      <div
        className={clsx("mx-auto max-w-[440px]", colours && "branded")}
        style={colours ? (brandStyle(colours) as CSSProperties) : undefined}
      >
        <div className="flex h-12 items-center gap-3">
          {logo ? (
            <Logo {...logo} name={name} />
          ) : (
            <>
              <Monogram name={name} colour={look.colour} />
              <span className="min-w-0 truncate text-16 font-medium">{name}</span>
            </>
          )}
        </div>
        <p className="mt-6 letter-title">{words.title(look.inviter, look.account)}</p>
        <p className="mt-4 font-letter text-17">{words.for}</p>
        <p className="mt-4 text-14 font-medium">{words.password}</p>
        <div className="control mt-1 bg-surface!" />
        <div className="mt-4 grid min-h-12 place-items-center rounded-md bg-door px-5 text-16 font-medium text-on-door">
          {words.open}
        </div>
      </div>
    </div>
  );
}
