import type { Claim } from "./support/claim";
import { inviteCall } from "./support/invite";
import { measure, ratio, warmUp } from "./support/rounds";
import { addPending, openAccount } from "./support/seed";

const FEW = 50;
const MANY = 50_000;
const CLIENTS = 8;

/** An invitation costs the same however many others are open in the account. */
export const pending: Claim = {
  name: "pending",
  title: `Inviting a person where ${FEW} and where ${MANY.toLocaleString("en")} invitations are pending`,
  async run(bench) {
    const subjects = [];
    for (const count of [FEW, MANY]) {
      const name = `${count.toLocaleString("en")} pending`;
      const account = await openAccount(bench.account, name);
      await addPending(bench.templates, account._id, count);
      const accountId = account._id.toHexString();
      subjects.push({ name, target: bench.foyer, next: () => inviteCall(bench, "user", { accountId }) });
    }
    await warmUp(subjects, bench.warmUp / 10);
    const rows = await measure(subjects, CLIENTS, bench.pace);
    const [few, many] = subjects.map(({ name }) => name);
    return {
      rows,
      verdicts: [
        {
          what: `of the p95 with ${few}, with ${many}`,
          value: ratio(rows, many ?? "", few ?? "", CLIENTS, (sample) => sample.p95),
          aim: { atMost: 1.1 },
        },
      ],
    };
  },
};
