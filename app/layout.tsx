import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { documentLocale } from "@/app/document-locale";
import { faces } from "@/app/fonts";
import { isRtl } from "@/lib/i18n/locales";
import { PATH_HEADER } from "@/lib/i18n/request";
import "@/app/globals.css";

export const metadata: Metadata = {
  title: { default: "Foyer", template: "%s · Foyer" },
  // An invitation's address is nobody else's business.
  robots: { index: false, follow: false },
  referrer: "same-origin",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fcfaf7" },
    { media: "(prefers-color-scheme: dark)", color: "#161310" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [head, jar] = await Promise.all([headers(), cookies()]);
  const locale = await documentLocale(head.get(PATH_HEADER) ?? "/");
  const chosen = jar.get("foyer_theme")?.value;
  const theme = chosen === "dark" || chosen === "light" ? chosen : undefined;
  return (
    <html
      lang={locale}
      dir={isRtl(locale) ? "rtl" : "ltr"}
      data-theme={theme}
      className={faces}
      suppressHydrationWarning
    >
      <body>{children}</body>
    </html>
  );
}
