import type { Bench } from "./support/bench";
import type { Claim } from "./support/claim";
import { type Full, fillAccount, PREFIX } from "./support/records";
import { measure, type Row, ratio, type Subject, warmUp } from "./support/rounds";

const FEW = 50;
const MANY = 50_000;
const CLIENTS = 8;

/** Every list, whole and narrowed: where it is asked for, by the account's id. */
const LISTS: Record<string, (id: string) => string> = {
  invitations: (id) => `/v1/accounts/${id}/invitations`,
  "invitations, pending": (id) => `/v1/accounts/${id}/invitations?status=pending`,
  "invitations, searched": (id) => `/v1/accounts/${id}/invitations?q=${PREFIX}`,
  "pending invitations, searched": (id) => `/v1/accounts/${id}/invitations?status=pending&q=${PREFIX}`,
  users: (id) => `/v1/accounts/${id}/users`,
  "users, searched": (id) => `/v1/accounts/${id}/users?q=${PREFIX}`,
  contacts: (id) => `/v1/contacts?accountId=${id}`,
  "contacts, searched": (id) => `/v1/contacts?accountId=${id}&q=${PREFIX}`,
  accounts: () => "/v1/accounts",
  "accounts, searched": () => `/v1/accounts?q=${PREFIX}`,
  events: (id) => `/v1/events?account=${id}`,
  "events of one type": (id) => `/v1/events?account=${id}&type=invitation.created`,
  "events of a kind": (id) => `/v1/events?account=${id}&type=invitation.`,
};

/** A page of any list costs the same however many records there are. */
export const lists: Claim = {
  name: "lists",
  title: `Lists and search with ${FEW} and with ${MANY.toLocaleString("en")} records`,
  async run(bench) {
    const few = await fillAccount(bench.account, bench.templates, `${FEW} records`, FEW);
    const many = await fillAccount(bench.account, bench.templates, `${MANY.toLocaleString("en")} records`, MANY);
    const rows: Row[] = [];
    const verdicts = [];
    for (const [list, path] of Object.entries(LISTS)) {
      const [less, more] = [few, many].map((full) => subject(bench, list, path, full));
      if (!less || !more) continue;
      await warmUp([less, more], bench.warmUp / 10);
      const measured = await measure([less, more], CLIENTS, bench.pace);
      rows.push(...measured);
      verdicts.push({
        what: `of the p95 with ${FEW}, ${list}`,
        value: ratio(measured, more.name, less.name, CLIENTS, ({ p95 }) => p95),
        aim: { atMost: 1.1 },
      });
    }
    return { rows, verdicts };
  },
};

function subject({ foyer }: Bench, list: string, path: (id: string) => string, { account, id, keys }: Full): Subject {
  let turn = 0;
  return {
    name: `${list}: ${account.name}`,
    target: foyer,
    next() {
      turn += 1;
      const headers = { authorization: `Bearer ${keys[turn % keys.length]}` };
      return { method: "GET", path: path(id), headers, expect: 200 };
    },
  };
}
