import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import type { AccountStatus } from "../db/types";
import type { SettingsView } from "./schema";
import { toSettingsView } from "./view";

export interface AccountSettings {
  version: number;
  name: string;
  /** With a suspension anywhere above counted in: only an active account can be changed. */
  status: AccountStatus;
  settings: SettingsView;
}

/** What the settings page begins with. Needs `owner:update`, as changing it does. */
export async function readAccountSettings(actor: Actor, id: ObjectId): Promise<AccountSettings> {
  const { account, status } = await authorize(actor, id, "owner:update");
  return { version: account.version, name: account.name, status, settings: toSettingsView(account) };
}
