import type { ObjectId } from "mongodb";
import { accounts, brandings } from "../db/client";
import type { BrandingDoc } from "../db/types";

/** How an account shows itself to those it writes to. */
export interface Brand {
  /** The name at the head of the letter: the branding's, else the account's own. */
  name: string;
  /** Set only where a branding names it: mail then comes from this name rather than from MAIL_FROM's. */
  sender: string | null;
  /** #rrggbb as chosen, not yet made readable. */
  colour: string | null;
  replyTo: string | null;
  footer: string | null;
  /** Where readers may ask; shown in the letter. */
  supportAddress: string | null;
  /** The SHA-256 by which our own origin serves it; null for the monogram. */
  logo: { sha256: string; width: number; height: number } | null;
  /** The account's own words for this letter in this language, where it has any. */
  wording: { subject: string | null; introduction: string | null };
  /** The account's language, for who has none of their own. */
  locale: string | null;
}

const FALLBACK: Brand = {
  name: "Foyer",
  sender: null,
  colour: null,
  replyTo: null,
  footer: null,
  supportAddress: null,
  logo: null,
  wording: { subject: null, introduction: null },
  locale: null,
};

/** The account's branding, each part inherited from the nearest account above that has it. */
export async function brandOf(accountId: ObjectId): Promise<Brand> {
  const account = await accounts().findOne(
    { _id: accountId },
    { projection: { name: 1, ancestors: 1, "profile.locale": 1 } },
  );
  if (!account) return FALLBACK;
  const nearestFirst = [account._id, ...account.ancestors.toReversed()];
  const found = await brandings()
    .find({ account: { $in: nearestFirst } }, { projection: { logo: 0 } })
    .toArray();
  const chain = nearestFirst.flatMap((id) => found.find((branding) => branding.account.equals(id)) ?? []);
  const inherited = <K extends "name" | "colour" | "replyTo" | "footer">(part: K): BrandingDoc[K] =>
    chain.find((branding) => branding[part])?.[part] ?? null;
  const sender = inherited("name");
  return {
    name: sender ?? account.name,
    sender,
    colour: inherited("colour"),
    replyTo: inherited("replyTo"),
    footer: inherited("footer"),
    supportAddress: null,
    logo: null,
    wording: FALLBACK.wording,
    locale: account.profile?.locale ?? null,
  };
}
