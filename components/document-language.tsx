"use client";

import { useEffect } from "react";

/** After a navigation within the browser the root layout stays; the page's language and direction must not. */
export function DocumentLanguage({ lang, dir }: { lang: string; dir: "ltr" | "rtl" }) {
  useEffect(() => {
    document.documentElement.lang = lang;
    document.documentElement.dir = dir;
  }, [lang, dir]);
  return null;
}
