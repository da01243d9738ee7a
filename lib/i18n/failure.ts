import type { Locale } from "@/lib/i18n/locales";

/** Apart from the other words, because the page that says them runs in the browser and should not carry the rest. */
const FAILURE: Record<
  Locale,
  { title: string; body: string; retry: string; reference: string; away: { title: string; body: string } }
> = {
  en: {
    title: "This page could not be shown",
    body: "The fault is on our side, and was written down. Try again in a moment.",
    retry: "Try again",
    reference: "Reference",
    away: {
      title: "Foyer cannot reach its data at the moment",
      body: "Nothing is lost. This page comes back by itself as soon as it can.",
    },
  },
  es: {
    title: "No se ha podido mostrar esta página",
    body: "El fallo es nuestro y ha quedado anotado. Inténtalo de nuevo en un momento.",
    retry: "Intentar de nuevo",
    reference: "Referencia",
    away: {
      title: "Foyer no puede acceder a sus datos en este momento",
      body: "No se ha perdido nada. Esta página volverá por sí sola en cuanto sea posible.",
    },
  },
  fr: {
    title: "Cette page n’a pas pu s’afficher",
    body: "L’erreur vient de nous et a été notée. Réessayez dans un instant.",
    retry: "Réessayer",
    reference: "Référence",
    away: {
      title: "Foyer n’accède pas à ses données pour le moment",
      body: "Rien n’est perdu. Cette page reviendra d’elle-même dès que possible.",
    },
  },
  de: {
    title: "Diese Seite konnte nicht gezeigt werden",
    body: "Der Fehler liegt bei uns und ist festgehalten. Versuchen Sie es gleich noch einmal.",
    retry: "Noch einmal versuchen",
    reference: "Kennzeichen",
    away: {
      title: "Foyer erreicht seine Daten gerade nicht",
      body: "Nichts ist verloren. Diese Seite kommt von selbst zurück, sobald es geht.",
    },
  },
  pt: {
    title: "Não foi possível mostrar esta página",
    body: "A falha é nossa e foi registrada. Tente de novo em instantes.",
    retry: "Tentar de novo",
    reference: "Referência",
    away: {
      title: "O Foyer não consegue acessar seus dados no momento",
      body: "Nada se perdeu. Esta página volta sozinha assim que possível.",
    },
  },
  ar: {
    title: "تعذّر عرض هذه الصفحة",
    body: "الخلل لدينا وقد سُجِّل. يُرجى المحاولة بعد قليل.",
    retry: "المحاولة مرة أخرى",
    reference: "المرجع",
    away: {
      title: "لا يستطيع Foyer الوصول إلى بياناته حاليًا",
      body: "لم يُفقد شيء. ستعود هذه الصفحة تلقائيًا حالما يصبح ذلك ممكنًا.",
    },
  },
  ja: {
    title: "このページを表示できませんでした",
    body: "こちらの問題で、記録されています。しばらくしてからもう一度お試しください。",
    retry: "もう一度試す",
    reference: "照会番号",
    away: {
      title: "Foyer は現在データに接続できません",
      body: "失われたものはありません。接続が戻りしだい、このページは自動的に表示されます。",
    },
  },
};

export function failureWords(locale: Locale) {
  return FAILURE[locale];
}
