import type { Claim } from "./claim";
import { BARE_TRANSACTION, inviteSubjects, WHOLE } from "./invite";
import { measure, type Row, ratio, warmUp } from "./rounds";

/** The claim about one type of invitation. */
export function inviteClaim(type: "user" | "business", title: string): Claim {
  return {
    name: `invite-${type}`,
    title,
    async run(bench) {
      const subjects = inviteSubjects(bench, type);
      await warmUp(subjects, bench.warmUp);
      const rows: Row[] = [];
      for (const clients of bench.clients) rows.push(...(await measure(subjects, clients, bench.pace)));
      return {
        rows,
        verdicts: bench.clients.map((clients) => ({
          what: `of the bare transaction's requests a second, ${clients === 1 ? "1 client" : `${clients} clients`}`,
          value: ratio(rows, WHOLE, BARE_TRANSACTION, clients, (sample) => sample.perSecond),
          aim: { atLeast: 0.6 },
        })),
        notes: [
          "Whole: API key, permission, limits, Idempotency-Key and audit event, each invitation to a new address.",
          "The same process sends 10 mails a second meanwhile, as a provider's rate allows.",
        ],
      };
    },
  };
}
