import { type Load, load, median, type Sample, type Target } from "./load";

/** One thing that is measured; a claim puts several beside each other. */
export interface Subject extends Pick<Load, "next" | "settle"> {
  name: string;
  target: Target;
  /** Calls of a round, for what was prepared call by call; else a round lasts as long as the pace says. */
  calls?: number;
}

export interface Row {
  subject: string;
  clients: number;
  /** Medians over the rounds. */
  requestsPerSecond: number;
  p50Ms: number;
  p95Ms: number;
  cpuMs: number;
  rounds: Sample[];
}

export interface Pace {
  rounds: number;
  seconds: number;
}

/** Measures the subjects against each other with so many clients. */
export async function measure(subjects: readonly Subject[], clients: number, pace: Pace): Promise<Row[]> {
  const samples = await alternate(subjects, pace.rounds, (subject) => play(subject, clients, pace.seconds));
  return subjects.map(({ name }, index) => rowOf(name, clients, samples[index] ?? []));
}

/**
 * Plays the subjects in turn, A B C A B C …, so that whatever else the machine does falls on all of them alike. The order
 * turns from round to round, because whoever comes after a busy one may find the disk busy.
 * @returns the samples of each subject
 */
export async function alternate<T>(
  subjects: readonly T[],
  rounds: number,
  play: (subject: T) => Promise<Sample>,
): Promise<Sample[][]> {
  const samples = subjects.map((): Sample[] => []);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < subjects.length; turn++) {
      const index = (turn + round) % subjects.length;
      const subject = subjects[index];
      if (subject !== undefined) samples[index]?.push(await play(subject));
    }
  }
  return samples;
}

export function rowOf(subject: string, clients: number, rounds: Sample[]): Row {
  const middle = (pick: (sample: Sample) => number) => median(rounds.map(pick));
  return {
    subject,
    clients,
    requestsPerSecond: middle((sample) => sample.perSecond),
    p50Ms: middle((sample) => sample.p50),
    p95Ms: middle((sample) => sample.p95),
    cpuMs: middle((sample) => sample.cpuMs),
    rounds,
  };
}

/** Calls each subject so many times, so that none is measured cold. */
export async function warmUp(subjects: readonly Subject[], calls: number): Promise<void> {
  for (const subject of subjects) await play({ ...subject, calls }, 8, 0);
}

/** One round of one subject. */
function play({ next, settle, target, calls }: Subject, clients: number, seconds: number): Promise<Sample> {
  if (calls === undefined) return load(target, { clients, seconds, next, settle });
  let left = calls;
  const limited = () => {
    left -= 1;
    return left < 0 ? null : next();
  };
  return load(target, { clients, seconds: Number.POSITIVE_INFINITY, next: limited, settle });
}

/** The median over the rounds of what one subject had for each of the other's, round by round. */
export function ratio(
  rows: readonly Row[],
  above: string,
  below: string,
  clients: number,
  pick: (s: Sample) => number,
): number {
  const find = (name: string) => rows.find((row) => row.subject === name && row.clients === clients)?.rounds ?? [];
  const others = find(below);
  return median(find(above).map((sample, round) => pick(sample) / (others[round] ? pick(others[round]) : Number.NaN)));
}
