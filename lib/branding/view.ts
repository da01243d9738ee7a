import type { ClientSession } from "mongodb";
import { brandColours } from "../brand-colour";
import { brandings } from "../db/client";
import type { AccountDoc, BrandingDoc } from "../db/types";
import { env } from "../env";
import { type BrandPart, brandingsOf, nearest } from "../mail/brand";
import { doorColour } from "../mail/colour";
import { logoPath } from "./logo-path";
import type { BrandingSource, BrandingView, LogoView } from "./schema";

type Place = Pick<AccountDoc, "_id" | "parent" | "ancestors">;

/** The account itself and all above it, the nearest first: the order in which parts are inherited. */
export function nearestFirst({ _id, ancestors }: Pick<AccountDoc, "_id" | "ancestors">): AccountDoc["_id"][] {
  return [_id, ...ancestors.toReversed()];
}

/**
 * Whose a part is. What is worn is for everybody to see, but of the accounts above a caller knows the parent alone, so no
 * other id is told.
 */
export function sourceOf(
  { _id, parent }: Place,
  owner: AccountDoc["_id"] | null,
): { from: BrandingSource; account: string | null } {
  if (!owner) return { from: "default", account: null };
  if (owner.equals(_id)) return { from: "own", account: owner.toHexString() };
  if (parent?.equals(owner)) return { from: "parent", account: owner.toHexString() };
  return { from: "above", account: null };
}

/** What the account has of its own, and what its readers meet. */
export async function viewBranding(
  account: Place & Pick<AccountDoc, "name">,
  session?: ClientSession,
): Promise<BrandingView> {
  const own = session ? await brandings().findOne({ account: account._id }, { session }) : null;
  const found = await brandingsOf(nearestFirst(account).slice(session ? 1 : 0));
  return toBrandingView(account, own ? [own, ...found] : found);
}

function toBrandingView(account: Place & Pick<AccountDoc, "name">, chain: readonly BrandingDoc[]): BrandingView {
  const own = chain.find((branding) => branding.account.equals(account._id));
  const inherited = <K extends BrandPart>(part: K) => {
    const owner = nearest(chain, part);
    return { value: owner?.[part] ?? null, ...sourceOf(account, owner?.account ?? null) };
  };
  const name = inherited("name");
  const colour = inherited("colour");
  const shown = brandColours(colour.value);
  const logo = inherited("logo");
  return {
    account: account._id.toHexString(),
    name: own?.name ?? null,
    colour: own?.colour ?? null,
    replyTo: own?.replyTo ?? null,
    supportAddress: own?.supportAddress ?? null,
    footer: own?.footer ?? null,
    logo: toLogoView(own?.logo ?? null),
    effective: {
      name: { ...name, value: name.value ?? account.name },
      colour: { ...colour, light: shown?.light ?? null, dark: shown?.dark ?? null, mail: doorColour(colour.value) },
      replyTo: inherited("replyTo"),
      supportAddress: inherited("supportAddress"),
      footer: inherited("footer"),
      logo: { ...logo, value: toLogoView(logo.value) },
    },
    version: own?.version ?? 0,
    updatedAt: own?.updatedAt.toISOString() ?? null,
  };
}

function toLogoView(logo: BrandingDoc["logo"]): LogoView | null {
  if (!logo) return null;
  const { sha256, width, height } = logo;
  return { url: `${env().appUrl}${logoPath(sha256)}`, sha256, width, height };
}
