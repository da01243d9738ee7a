import { setTimeout as sleep } from "node:timers/promises";

/** Where outcomes come one after the other, so many are waited for, or so long. */
const TOGETHER = 24;
const TOGETHER_MS = 40;

/** Where more than that wait to be written, whoever adds waits: what a crash or a pause finds unwritten stays a handful. */
const MOST_PENDING = 100;

/**
 * Writes outcomes down together: all that came while the last write was under way are the next one. One alone is written
 * at once.
 */
export class Recorder<T> {
  private readonly write: (group: readonly T[]) => Promise<void>;
  private pending: T[] = [];
  private writing: Promise<void> | null = null;
  private ending = false;
  private failure: { error: unknown } | null = null;
  private waiting: (() => void)[] = [];

  constructor(write: (group: readonly T[]) => Promise<void>) {
    this.write = write;
  }

  /** @returns once there is room for another */
  async add(outcome: T): Promise<void> {
    this.pending.push(outcome);
    this.writing ??= this.writeAll();
    if (this.pending.length >= MOST_PENDING) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** @throws what kept an outcome from being written */
  async end(): Promise<void> {
    this.ending = true;
    while (this.writing) await this.writing;
    if (this.failure) throw this.failure.error;
  }

  private async writeAll(): Promise<void> {
    for (let first = true; this.pending.length > 0; first = false) {
      if (!first && !this.ending && this.pending.length < TOGETHER) await sleep(TOGETHER_MS);
      const group = this.pending;
      this.pending = [];
      for (const resolve of this.waiting.splice(0)) resolve();
      try {
        await this.write(group);
      } catch (error) {
        this.failure ??= { error };
      }
    }
    this.writing = null;
  }
}
