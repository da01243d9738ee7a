import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { ObjectId } from "mongodb";
import type { UserActor } from "../../lib/auth/actor";
import { advanceBatch } from "../../lib/batches/advance";
import { takeList } from "../../lib/batches/upload";
import { workOnLists } from "../../lib/batches/work";
import { invitations, mails } from "../../lib/db/client";
import type { InvitationDoc } from "../../lib/db/types";
import type { ProviderEventType } from "../../lib/mail/provider/event";

/** Northlight's lists: one of a fair, which ran, and one that came this morning and waits to be looked at. */

const FAIR = `Business,First name,Last name,E-mail,Phone
Alder & Ash Joinery,Owen,Pritchard,owen@alderash.example,+44 29 5550 0111
Bakkerij de Molen,Femke,de Vries,femke@demolen.example,+31 20 555 0122
Brightwater Physio,Niamh,Doyle,niamh@brightwater.example,
Casa Figueira,Beatriz,Sousa,beatriz@casafigueira.example,+351 22 555 0107
Clover & Rye,Maisie,Grant,maisie@cloverandrye.example,
Dockside Printworks,Theo,Lambert,theo@dockside.example,+44 151 555 0139
Edelweiss Optik,Katrin,Bauer,katrin@edelweiss-optik.example,+43 1 555 0144
Fern Hill Nursery,Rosa,Delgado,rosa@fernhill.example,
Galleria Notte,Paolo,Rinaldi,paolo@gallerianotte.example,+39 06 5550 0150
Granite Gym,Isak,Holm,isak@granitegym.example,
Hakone Tea House,Emi,Sato,emi@hakonetea.example,+81 3 5550 0166
Ironbridge Cycles,Callum,Reid,callum@ironbridge.example,
Juniper Lane Vets,Amara,Okoye,amara@juniperlane.example,+44 20 5550 0171
Kestrel Coffee,Jude,Farrow,jude@kestrelcoffee.example,
Linden Apotheke,Sara,Vogt,sara(at)linden.example,+49 30 5550 0182
Marigold Florist,Anjali,Rao,anjali@marigoldflorist.example,
North Quay Sails,Freya,Nilsen,freya@northquay.example,+47 55 55 01 93
Olive Press Kitchen,Yannis,Pappas,yannis@olivepress.example,
Paper Kite Books,Lena,Fischer,lena@paperkite.example,+49 89 5550 0204
Quarry Stone Works,Declan,Burke,declan@quarrystone.example,
Granite Gym,Isak,Holm,isak@granitegym.example,+46 8 555 0215
Blue Bakery,Ana,Lima,ana@bluebakery.example,
Rowan Tree Café,Elsie,Munro,elsie@rowantree.example,
,Victor,Almeida,victor@salinas.example,+351 28 555 0226
Tidepool Aquatics,Marina,Costa,marina@tidepool.example,
Willow & Wren,Hugo,Petit,hugo@willowwren.example,+33 1 55 50 02 37
`;

const PARTNERS = `Firma,Vorname,Nachname,E-Mail,Ort
Backstube Nord,Lars,Petersen,lars@backstube-nord.example,Kiel
Café Morgenrot,Mira,Sommer,mira@cafe-morgenrot.example,Hamburg
Fahrradhaus Elbe,Jonas,Krüger,jonas@fahrradhaus-elbe.example,Dresden
Goldschmiede Kern,Anton,Kern,anton@goldschmiede-kern.example,Leipzig
Gärtnerei Blatt,Heike,Blum,heike@gaertnerei-blatt.exampel,Erfurt
Hofladen Wiese,Paula,Roth,paula.roth,Bremen
Keramik am Fluss,Ines,Vogel,ines@keramikamfluss.example,Passau
Lantern Yoga,Sofia,Lindqvist,sofia@lanternyoga.example,Lissabon
Optik Lindner,Ralf,Lindner,ralf@optik-lindner.example,Ulm
Schreinerei Holz,Udo,Brandt,udo@schreinerei-holz.example,Kassel
`;

/** What became of some of the fair's mails; the others were delivered. */
const TOLD: Record<string, { type: ProviderEventType; said?: string }> = {
  "rosa@fernhill.example": { type: "bounced", said: "550 5.1.1 No such user here" },
  "jude@kestrelcoffee.example": { type: "bounced", said: "552 5.2.2 The mailbox is full" },
  "yannis@olivepress.example": { type: "failed", said: "its server could not be reached for 12 hours" },
};

/** Who of the fair opened the account since, and how many days ago. */
const ACCEPTED: Record<string, number> = {
  "femke@demolen.example": 3.7,
  "emi@hakonetea.example": 3.2,
  "katrin@edelweiss-optik.example": 2.4,
  "freya@northquay.example": 1.6,
};

/** In days, and so that none of its invitations is about to end. */
const FAIR_AGO = 4;
const PARTNERS_AGO = 0.15;

/** What making the lists needs of the rest of the demo. */
export interface Making {
  actor(): Promise<UserActor>;
  dressMails(): Promise<void>;
  report(id: ObjectId, told: { type: ProviderEventType; said?: string }[], ago: number): Promise<void>;
  accept(invitation: InvitationDoc): Promise<unknown>;
}

/** Each with how long ago it happened, in days. */
export function listDeeds(making: Making): { ago: number; run(): Promise<unknown> }[] {
  const accepting = Object.entries(ACCEPTED).map(([email, ago]) => ({
    ago,
    run: async () => {
      const invitation = await invitations().findOne({ emailKey: email });
      if (!invitation) throw new Error(`${email} was not invited.`);
      await making.accept(invitation);
    },
  }));
  return [
    { ago: FAIR_AGO, run: () => runFair(making) },
    ...accepting,
    { ago: PARTNERS_AGO, run: async () => take(await making.actor(), "Partners in Germany", PARTNERS, true) },
  ];
}

async function runFair(making: Making): Promise<void> {
  const id = new ObjectId(await take(await making.actor(), "Autumn fair", FAIR, false));
  await workOnLists("demo");
  await making.dressMails();
  for (const { _id, emailKey } of await invitations().find({ batch: id }).toArray()) {
    await making.report(_id, [TOLD[emailKey] ?? { type: "delivered" }], FAIR_AGO);
  }
  await mails().updateMany({ batch: id, status: { $in: ["queued", "sending"] } }, [
    { $set: { status: "sent", transport: "mailbox", attempts: 1, sentAt: "$createdAt", notBefore: "$createdAt" } },
  ]);
  await advanceBatch(id);
}

/** As a file that somebody uploads. @returns the list's id */
async function take(actor: UserActor, name: string, content: string, draft: boolean): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "foyer-demo-"));
  try {
    const file = path.join(folder, "list.csv");
    await writeFile(file, content);
    const taken = await takeList(actor, {
      type: "business",
      name,
      draft,
      source: { path: file, format: "csv", filename: null },
    });
    if (!("batch" in taken)) throw new Error("A list that is kept has an id.");
    return taken.batch.id;
  } finally {
    await rm(folder, { recursive: true });
  }
}
