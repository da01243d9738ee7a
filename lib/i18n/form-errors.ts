import type { PageMessages } from "@/lib/i18n/pages/shape";

type ErrorWords = PageMessages["errors"];

interface Told {
  ok: boolean;
  message?: string | undefined;
  code?: string | undefined;
  errors: Record<string, string>;
}

function known(words: ErrorWords, code: string | undefined): string | undefined {
  if (code === "invalid_email") return words.email_invalid;
  return code !== undefined && Object.hasOwn(words, code) ? words[code as keyof ErrorWords] : undefined;
}

/**
 * Says a form's outcome in the reader's language. Schemas of signed-out forms give keys of the catalogue as messages;
 * a problem from the domain is told by its code.
 */
export function inWords<State extends Told>(state: State, { errors: words }: Pick<PageMessages, "errors">): State {
  if (state.ok) return state;
  const told = known(words, state.code);
  const errors = Object.fromEntries(
    Object.entries(state.errors).map(([field, message]) => [field, known(words, message) ?? told ?? words.required]),
  );
  return { ...state, errors, message: told ?? words.internal };
}
