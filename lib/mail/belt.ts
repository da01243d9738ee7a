/** A queue between two stages of work: who puts waits while it is full, who takes waits while it is empty. */
export class Belt<T> {
  private readonly items: T[] = [];
  private readonly room: () => number;
  private reserved = 0;
  private closed = false;
  private waiting: (() => void)[] = [];

  /** @param room puts wait while there are as many on it */
  constructor(room: () => number) {
    this.room = room;
  }

  async put(items: readonly T[]): Promise<void> {
    await this.reserve(items.length);
    this.fill(items, items.length);
  }

  /** Waits for the room of so many, which then is theirs. */
  async reserve(count: number): Promise<void> {
    const taken = () => this.items.length + this.reserved;
    while (taken() > 0 && taken() + count > this.room() && !this.closed) await this.change();
    this.reserved += count;
  }

  /** Fills room that was reserved, or some of it; the rest is free again. */
  fill(items: readonly T[], reserved: number): void {
    this.reserved -= reserved;
    this.items.push(...items);
    this.wake();
  }

  /** Null once it is closed and empty. */
  async take(): Promise<T | null> {
    const [item] = await this.takeSome(1);
    return item ?? null;
  }

  /** Up to so many of those that lie there, at least one; none once it is closed and empty. */
  async takeSome(most: number): Promise<T[]> {
    while (this.items.length === 0 && !this.closed) await this.change();
    const some = this.items.splice(0, most);
    this.wake();
    return some;
  }

  /** Nothing more comes, or nobody takes any more: nobody waits from here on. */
  close(): void {
    this.closed = true;
    this.wake();
  }

  /** What lies there is taken off, all of it. */
  empty(): T[] {
    return this.items.splice(0);
  }

  private change(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private wake(): void {
    const woken = this.waiting;
    this.waiting = [];
    for (const resolve of woken) resolve();
  }
}
