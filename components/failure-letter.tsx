"use client";

import { useSyncExternalStore } from "react";
import { Arch } from "@/components/arch";
import { Button } from "@/components/ui/button";
import { useAway } from "@/components/use-away";
import { failureWords } from "@/lib/i18n/failure";
import { isRtl, toLocale } from "@/lib/i18n/locales";

const never = () => () => {};
const reload = () => window.location.reload();

/** When a page fails: what is safe, and a way to try again. The page's language is what the document says it is. */
export function FailureLetter({ digest, retry }: { digest: string | undefined; retry: () => void }) {
  const tag = useSyncExternalStore(
    never,
    () => document.documentElement.lang,
    () => "en",
  );
  const locale = toLocale(tag);
  const words = failureWords(locale);
  const away = useAway(reload);
  return (
    <main
      lang={locale}
      dir={isRtl(locale) ? "rtl" : "ltr"}
      className="letter mx-auto w-full max-w-[440px] px-5 pt-10 pb-6 sm:px-0 sm:pt-[12vh]"
    >
      <Arch state="split" size={48} />
      <div role="status">
        <h1 className="mt-6 letter-title">{away ? words.away.title : words.title}</h1>
        <p className="mt-4 font-letter text-17">{away ? words.away.body : words.body}</p>
      </div>
      <Button variant="door" size="lg" onClick={retry} className="mt-6">
        {words.retry}
      </Button>
      {digest && !away && (
        <p className="mt-4 text-14 text-ink-muted">
          {words.reference} <code className="font-mono">{digest}</code>
        </p>
      )}
    </main>
  );
}
