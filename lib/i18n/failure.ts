import type { Locale } from "@/lib/i18n/locales";

/** Apart from the other words, because the page that says them runs in the browser and should not carry the rest. */
const FAILURE: Record<Locale, { title: string; body: string; retry: string; reference: string }> = {
  en: {
    title: "This page could not be shown",
    body: "The fault is on our side, and was written down. Try again in a moment.",
    retry: "Try again",
    reference: "Reference",
  },
  es: {
    title: "No se ha podido mostrar esta página",
    body: "El fallo es nuestro y ha quedado anotado. Inténtalo de nuevo en un momento.",
    retry: "Intentar de nuevo",
    reference: "Referencia",
  },
  fr: {
    title: "Cette page n’a pas pu s’afficher",
    body: "L’erreur vient de nous et a été notée. Réessayez dans un instant.",
    retry: "Réessayer",
    reference: "Référence",
  },
  de: {
    title: "Diese Seite konnte nicht gezeigt werden",
    body: "Der Fehler liegt bei uns und ist festgehalten. Versuchen Sie es gleich noch einmal.",
    retry: "Noch einmal versuchen",
    reference: "Kennzeichen",
  },
  pt: {
    title: "Não foi possível mostrar esta página",
    body: "A falha é nossa e foi registrada. Tente de novo em instantes.",
    retry: "Tentar de novo",
    reference: "Referência",
  },
  ar: {
    title: "تعذّر عرض هذه الصفحة",
    body: "الخلل لدينا وقد سُجِّل. يُرجى المحاولة بعد قليل.",
    retry: "المحاولة مرة أخرى",
    reference: "المرجع",
  },
  ja: {
    title: "このページを表示できませんでした",
    body: "こちらの問題で、記録されています。しばらくしてからもう一度お試しください。",
    retry: "もう一度試す",
    reference: "照会番号",
  },
};

export function failureWords(locale: Locale) {
  return FAILURE[locale];
}
