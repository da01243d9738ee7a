import { ROUND_MS } from "./backoff";
import { claimMails, isFresh, isMailDue, releaseMails } from "./claim";
import type { Round } from "./outbox";
import { prepareMails, type Ready } from "./prepare";
import { awaitMoment } from "./rate";
import { Recorder } from "./recorder";
import { attemptRequest, repeatRequest } from "./request-attempt";
import { type Answered, claimRequest, composeRequests, finishRequests, isRequestDue } from "./requests";
import type { BatchTransport } from "./transports/transport";

/**
 * Transports that take many messages in a call. The moment of the call is waited for first and what goes with it chosen
 * then, so that invitations sent close together share a call, and a password that came meanwhile is in it. A call that is
 * to be repeated goes before a new one: it has waited longer, and while a provider is away no further ones are composed.
 */

/** A wait longer than this is left to the engine. */
const PATIENCE_MS = 5_000;
/** Where a moment has to be waited for as long as this, moments are scarce. */
const SCARCE_MS = 100;

interface Options {
  max: number;
  signal: AbortSignal;
}

export async function deliverTogether(by: string, transport: BatchTransport, options: Options): Promise<Round> {
  const { max, signal } = options;
  const round: Round = { handled: 0, away: false };
  const groups: Ready[][] = [];
  const unsent: Ready[] = [];
  const recorder = new Recorder(finishRequests);
  const record = (answered: Answered) => recorder.add(answered);
  const lanes: Promise<void>[] = [];
  let claiming: Promise<void> | null = null;
  let busy = 0;
  let waiting = 0;
  let lastWait = 0;
  let failed = false;
  const started = performance.now();
  const over = () => round.away || failed || signal.aborted;
  const full = () => round.handled >= max || performance.now() - started > ROUND_MS;

  const addLane = () => {
    if (busy >= transport.concurrency || over()) return;
    busy += 1;
    const lane = work()
      .catch((error) => {
        failed = true;
        throw error;
      })
      .finally(() => {
        busy -= 1;
      });
    // It is awaited below; until then its failure is not unobserved.
    lane.catch(() => {});
    lanes.push(lane);
  };

  const work = async () => {
    while (!over()) {
      if (groups.length === 0 && (full() || !(await isAnythingDue(transport)))) return;
      // Scarce moments are waited for by one lane, which then adds the next: none is taken that nothing is left for.
      if (waiting > 0 && lastWait > SCARCE_MS) return;
      waiting += 1;
      const since = performance.now();
      const held = await awaitMoment(transport, PATIENCE_MS, signal).finally(() => {
        waiting -= 1;
      });
      lastWait = performance.now() - since;
      if (held > 0) {
        round.held = held;
        round.away = true;
      }
      if (over()) return;
      const result = await fillMoment();
      if (result === "nothing") return;
      if (result === "away") round.away = true;
    }
  };

  /** What waits to be repeated, what was claimed already, or what is claimed now. */
  const fillMoment = async (): Promise<"done" | "away" | "nothing"> => {
    const request = groups.length === 0 ? await claimRequest(by, transport.name) : null;
    if (request) {
      round.handled += request.mails.length;
      addLane();
      return repeatRequest(request, transport, record);
    }
    if (groups.length === 0) {
      // Lanes that come at once share what one of them claims.
      claiming ??= claimGroups().finally(() => {
        claiming = null;
      });
      await claiming;
    }
    // Where each mail is a call of its own, several are composed together.
    const some = groups.splice(0, Math.ceil(groups.length / transport.concurrency));
    if (some.length === 0) return "nothing";
    if (groups.length > 0) addLane();
    const fresh = some.filter((group) => group.every(({ mail }) => isFresh(mail)));
    unsent.push(...some.filter((group) => !fresh.includes(group)).flat());
    const composed = fresh.length > 0 ? await composeRequests(by, fresh, transport) : [];
    let end: "done" | "away" = "done";
    for (const [index, each] of composed.entries()) {
      // The moment that was waited for is the first one's.
      if (index > 0) await awaitMoment(transport, Number.POSITIVE_INFINITY);
      if ((await attemptRequest(each, transport, record)) === "away") end = "away";
    }
    return end;
  };

  const claimGroups = async (): Promise<void> => {
    const most = Math.min(Math.max(transport.batch.most, 2 * transport.concurrency), max - round.handled);
    const chunk = await claimMails(by, most);
    round.handled += chunk.length;
    // More of them wait: another call may be got ready while this one is under way.
    if (chunk.length > 0 && chunk.length === most) addLane();
    const ready: Ready[] = [];
    for await (const some of prepareMails(chunk, transport)) ready.push(...some);
    groups.push(...groupsOf(ready, transport));
  };

  addLane();
  let ends: PromiseSettledResult<void>[] = [];
  // Lanes may add lanes while they end.
  while (ends.length < lanes.length) ends = await Promise.allSettled(lanes);
  unsent.push(...groups.flat());
  ends.push(...(await Promise.allSettled([recorder.end(), releaseMails(unsent.map(({ mail }) => mail))])));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  return round;
}

async function isAnythingDue(transport: BatchTransport): Promise<boolean> {
  const [mail, request] = await Promise.all([isMailDue(), isRequestDue(transport.name)]);
  return mail || request;
}

/** Those that may share a call, in the order of the most urgent of each. */
function groupsOf(ready: readonly Ready[], { batch }: BatchTransport): Ready[][] {
  const groups = new Map<string, Ready[]>();
  const full: Ready[][] = [];
  for (const each of ready) {
    const key = batch.shareKey(each.message);
    const group = groups.get(key) ?? [];
    if (group.length === 0) full.push(group);
    group.push(each);
    groups.set(key, group);
    if (group.length === batch.most) groups.delete(key);
  }
  return full;
}
