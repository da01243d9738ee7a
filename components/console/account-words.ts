import type { ArchState } from "@/components/arch";
import type { AccountView } from "@/lib/accounts/schema";
import { consoleWords } from "@/lib/i18n/console/words";

const { statuses } = consoleWords().accounts;

const ARCH: Record<AccountView["status"], ArchState> = {
  invited: "ajar",
  active: "open",
  suspended: "barred",
  lapsed: "shut",
};

/** The arch and the word of an account's status. */
export function accountStatus(status: AccountView["status"]): { state: ArchState; word: string } {
  return { state: ARCH[status], word: statuses[status] };
}

/** The owner's name, or their address where none was given; null while nobody is. */
export function ownerName({ owner }: Pick<AccountView, "owner">): string | null {
  return owner && (`${owner.firstName} ${owner.lastName}`.trim() || owner.email);
}
