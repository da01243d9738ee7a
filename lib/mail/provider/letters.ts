import { mails } from "../../db/client";
import { parseEmail } from "../../email";
import type { Letter } from "./effect";
import type { ProviderEvent } from "./event";

const FIELDS = {
  ...{ kind: 1, account: 1, invitation: 1, batch: 1, send: 1, claims: 1, to: 1, createdAt: 1 },
  messageId: 1,
} as const;

type Found = Letter & { messageId: string | null };

/** The mails that some events are about: two look-ups, however many there are. */
export async function findLetters(
  events: readonly ProviderEvent[],
): Promise<(event: ProviderEvent) => Letter | undefined> {
  const tagged = events.flatMap(({ mail }) => mail ?? []);
  const known = await mails()
    .find<Found>({ _id: { $in: tagged } }, { projection: FIELDS })
    .toArray();
  const byId = new Map(known.map((letter) => [letter._id.toHexString(), letter]));
  const ownId = ({ mail }: ProviderEvent) => (mail ? byId.get(mail.toHexString()) : undefined);

  const ids = [...new Set(events.filter((event) => !ownId(event)).flatMap(({ providerId }) => providerId ?? []))];
  // The filter repeats that of the index, which holds only the mails that have an id.
  const named = ids.length
    ? await mails()
        .find<Found>({ messageId: { $in: ids, $type: "string" } }, { projection: FIELDS })
        .toArray()
    : [];
  const byName = new Map<string | null, Found[]>();
  for (const letter of named) byName.set(letter.messageId, [...(byName.get(letter.messageId) ?? []), letter]);
  return (event) => ownId(event) ?? theOne(byName.get(event.providerId) ?? [], event.email);
}

/** Mails of one request may share the provider's id: then the address tells them apart, or nothing does. */
function theOne(letters: Found[], email: string | null): Letter | undefined {
  const key = email ? parseEmail(email)?.emailKey : undefined;
  const fitting = key ? letters.filter(({ to }) => parseEmail(to.email)?.emailKey === key) : letters;
  return fitting.length === 1 ? fitting[0] : undefined;
}
