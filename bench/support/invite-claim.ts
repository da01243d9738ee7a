import type { Claim } from "./claim";
import { BARE_TRANSACTION, inviteSubjects } from "./invite";
import { load } from "./load";
import { measure, type Row, ratio } from "./rounds";

const WHOLE = "POST /v1/accounts/invite";

/** The claim about one type of invitation. */
export function inviteClaim(type: "user" | "business", title: string): Claim {
  return {
    name: `invite-${type}`,
    title,
    async run(bench) {
      const subjects = inviteSubjects(bench, type);
      for (const { target, next, settle } of subjects) {
        await load(target, { clients: 8, seconds: bench.quick ? 1.5 : 3, next, settle });
      }
      const rows: Row[] = [];
      for (const clients of bench.clients) rows.push(...(await measure(subjects, clients, bench.pace)));
      const share = (clients: number) => ratio(rows, WHOLE, BARE_TRANSACTION, clients, (sample) => sample.perSecond);
      return {
        rows,
        verdicts: bench.clients.map((clients) => ({
          what: `requests a second, of those of the bare transaction, ${clients === 1 ? "1 client" : `${clients} clients`}`,
          value: share(clients),
          aim: { atLeast: 0.6 },
        })),
        notes: [
          "API key, permission, limits, Idempotency-Key and audit event included, each invitation to a new address.",
          "CPU includes rendering the mail and handing it to the mailbox, which the same process does meanwhile.",
        ],
      };
    },
  };
}
