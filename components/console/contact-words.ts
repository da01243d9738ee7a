import type { ArchState } from "@/components/arch";
import type { ContactView } from "@/lib/contacts/schema";
import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().contacts;

const STATE: Record<ContactView["availability"], ArchState> = {
  available: "shut",
  invited: "ajar",
  active: "open",
  suspended: "barred",
};

/** The arch and its word: whether one can invite it, or what became of it. */
export function availabilityOf({ availability, email }: Pick<ContactView, "availability" | "email">): {
  state: ArchState;
  word: string;
} {
  if (availability === "available" && email === null) return { state: "dotted", word: words.availability.noEmail };
  return { state: STATE[availability], word: words.availability[availability] };
}

export function isInvitable({ availability, email }: Pick<ContactView, "availability" | "email">): boolean {
  return availability === "available" && email !== null;
}
