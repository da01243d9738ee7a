import { ObjectId } from "mongodb";
import { hashPassword } from "../lib/auth/passwords";
import { acceptCall, invitedTokens, membersElsewhere, strangers } from "./support/accept";
import type { Bench } from "./support/bench";
import type { Claim } from "./support/claim";
import { type Call, median } from "./support/load";
import { measure, type Row, ratio, type Subject, warmUp } from "./support/rounds";
import { addPending } from "./support/seed";

const SIGNED_IN = "signed in, no password to hash";
const FIRST_PASSWORD = "with a first password";
const BARE = "the same writes, bare transaction";

/** Accepting, with and without the first password, beside the bare writes. */
export const accept: Claim = {
  name: "accept",
  title: "Accepting an invitation",
  async run(bench) {
    const { acceptances: calls, clients, pace } = bench;
    const subjects = await subjectsOf(bench, calls, bench.warmUp / 10 + calls * clients.length * pace.rounds);
    await warmUp(subjects, bench.warmUp / 10);
    const rows: Row[] = [];
    for (const count of clients) rows.push(...(await measure(subjects, count, pace)));
    return {
      rows,
      verdicts: clients.map((count) => ({
        what: `of the bare transaction's requests a second when signed in, ${count === 1 ? "1 client" : `${count} clients`}`,
        value: ratio(rows, SIGNED_IN, BARE, count, (sample) => sample.perSecond),
        aim: null,
      })),
      notes: [`Argon2id alone (19 MiB, two passes) takes ${(await hashMs()).toFixed(1)} ms here, on purpose.`],
    };
  },
};

async function subjectsOf(bench: Bench, calls: number, total: number): Promise<Subject[]> {
  const fresh = await invitedTokens(bench, strangers(total));
  const members = await membersElsewhere(total);
  const theirs = await invitedTokens(
    bench,
    members.map(({ email }) => email),
  );
  const bare = await bench.onBare(() => addPending(bench.templates, new ObjectId(), total));

  const password = "correct horse battery staple";
  const withPassword = inTurn(fresh.map((token) => acceptCall(bench, token, { password })));
  const signedIn = inTurn(theirs.map((token, i) => acceptCall(bench, token, { cookie: members[i]?.cookie ?? "" })));
  const writes = inTurn(
    bare.map(({ invitation, user }): Call => {
      const body = JSON.stringify({ invitation: invitation._id, user: user._id });
      return { method: "POST", path: "/update", body, expect: 200 };
    }),
  );
  return [
    { name: FIRST_PASSWORD, target: bench.foyer, next: withPassword, calls },
    { name: SIGNED_IN, target: bench.foyer, next: signedIn, calls },
    { name: BARE, target: bench.bare, next: writes, calls },
  ];
}

function inTurn(calls: Call[]): () => Call | null {
  const left = calls.values();
  return () => left.next().value ?? null;
}

async function hashMs(): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 20; i++) {
    const since = performance.now();
    await hashPassword("correct horse battery staple");
    times.push(performance.now() - since);
  }
  return median(times);
}
