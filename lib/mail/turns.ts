/** Fairness in small: who takes turns with whom, and whose turn it is at all. */

/** The first of each queue, then the second of each, until there are so many. */
export function takeTurns<T>(queues: readonly (readonly T[])[], room: number): T[] {
  const taken: T[] = [];
  for (let turn = 0; taken.length < room; turn += 1) {
    const next = queues.flatMap((queue) => queue.slice(turn, turn + 1));
    if (next.length === 0) return taken;
    taken.push(...next.slice(0, room - taken.length));
  }
  return taken;
}

/** The queue of each, in the order in which they first come. */
export function queuesOf<T>(all: readonly T[], owner: (one: T) => string): T[][] {
  const queues = new Map<string, T[]>();
  for (const one of all) {
    const queue = queues.get(owner(one));
    if (queue) queue.push(one);
    else queues.set(owner(one), [one]);
  }
  return [...queues.values()];
}

/** Some of them, in an order that chance decides. */
export function pickSome<T>(all: readonly T[], most: number): T[] {
  const rest = [...all];
  for (let index = rest.length - 1; index > 0; index -= 1) {
    const other = Math.floor(Math.random() * (index + 1));
    [rest[index], rest[other]] = [rest[other] as T, rest[index] as T];
  }
  return rest.slice(0, most);
}
