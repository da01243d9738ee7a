import { ObjectId } from "mongodb";
import { invitedTokens, strangers } from "./support/accept";
import type { Claim } from "./support/claim";
import { type Call, send } from "./support/load";
import { measure, type Row, ratio, warmUp } from "./support/rounds";
import { addPending } from "./support/seed";

const PAGES = 200;
const LANDING = "GET /accept-invite/:id";
const BARE = "bare page with one look-up";

/** The page behind the link, for somebody without a login. */
export const landing: Claim = {
  name: "landing",
  title: "The landing page of an invitation",
  async run(bench) {
    const tokens = await invitedTokens(bench, strangers(PAGES));
    const links = tokens.map((token): Call => {
      const { inv } = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { inv: string };
      return {
        method: "GET",
        path: `/accept-invite/${inv}`,
        headers: { cookie: `foyer_invite=${token}` },
        expect: 200,
      };
    });
    const bare = await bench.onBare(() => addPending(bench.templates, new ObjectId(), PAGES));
    const pages = bare.map(({ invitation }): Call => ({ method: "GET", path: `/page/${invitation._id}`, expect: 200 }));
    const subjects = [
      { name: LANDING, target: bench.foyer, next: roundAndRound(links) },
      { name: BARE, target: bench.bare, next: roundAndRound(pages) },
    ];
    const sizes = await Promise.all(
      subjects.map(async ({ target, next }) => Buffer.byteLength(await send(target, undefined, next()))),
    );
    await warmUp(subjects, bench.warmUp / 2);
    const rows: Row[] = [];
    for (const clients of bench.clients) rows.push(...(await measure(subjects, clients, bench.pace)));
    const [ours, theirs] = sizes.map((size) => `${((size ?? 0) / 1024).toFixed(1)} KB`);
    return {
      rows,
      verdicts: bench.clients.map((clients) => ({
        what: `times the bare page's p50, ${clients === 1 ? "1 client" : `${clients} clients`}`,
        value: ratio(rows, LANDING, BARE, clients, (sample) => sample.p50),
        aim: { atMost: 1.2 },
      })),
      notes: [`The landing page is ${ours} of HTML, the bare page ${theirs}.`],
    };
  },
};

function roundAndRound(calls: Call[]): () => Call {
  let turn = 0;
  return () => {
    const call = calls[turn % calls.length];
    turn += 1;
    if (!call) throw new Error("There is nothing to call");
    return call;
  };
}
