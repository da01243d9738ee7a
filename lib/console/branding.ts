import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import { readBranding } from "../branding/change";
import type { BrandingView } from "../branding/schema";
import { accounts } from "../db/client";
import type { AccountDoc } from "../db/types";
import { consoleWords } from "../i18n/console/words";
import { type Brand, brandingsOf, brandOf, nearest } from "../mail/brand";
import { BRANDING_FIELDS, type BrandingField } from "./branding-form";

/** What the settings of branding show beyond what the API tells: what would be there if nothing were chosen here. */

export interface InheritedPart {
  value: string | null;
  /** The name of whose it is; null where nobody above has chosen either. */
  from: string | null;
}

export interface BrandingPage {
  view: BrandingView;
  inherited: Record<BrandingField, InheritedPart>;
  /** Whose logo it is, where it is inherited. */
  logoFrom: string | null;
  /** As readers meet it now. */
  brand: Brand;
}

/** Needs `branding:update`, as changing it does. */
export async function readBrandingPage(actor: Actor, id: ObjectId): Promise<BrandingPage> {
  const { account } = await authorize(actor, id, "branding:update");
  const [view, brand, { inherited, logoFrom }] = await Promise.all([
    readBranding(actor, id),
    brandOf(id),
    readInherited(account),
  ]);
  return { view, brand, inherited, logoFrom };
}

type Place = Pick<AccountDoc, "parent" | "ancestors">;

/** What the accounts above wear. Everybody may see that, since mail wears it. */
export async function readInherited(account: Place): Promise<Pick<BrandingPage, "inherited" | "logoFrom">> {
  const [chain, nameOf] = await Promise.all([brandingsOf(account.ancestors.toReversed()), namesAbove(account)]);
  const partOf = (field: BrandingField): InheritedPart => {
    const owner = nearest(chain, field);
    return { value: owner?.[field] ?? null, from: owner ? nameOf(owner.account) : null };
  };
  const inherited = Object.fromEntries(BRANDING_FIELDS.map((field) => [field, partOf(field)]));
  const logo = nearest(chain, "logo");
  return {
    inherited: inherited as Record<BrandingField, InheritedPart>,
    logoFrom: logo ? nameOf(logo.account) : null,
  };
}

/** What an account above is called here: the parent by its name, which every invitation names, too; others not. */
export async function namesAbove({ parent }: Pick<Place, "parent">): Promise<(id: ObjectId) => string> {
  const above = parent ? await accounts().findOne({ _id: parent }, { projection: { name: 1 } }) : null;
  return (id) => (above?._id.equals(id) ? above.name : consoleWords().branding.further);
}
