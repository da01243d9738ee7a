import { log } from "../log";
import type { Claimed } from "./claim";
import { recordDeliveries } from "./delivery";
import { type Outcome, type Settled, settleMails } from "./settle";

/** After so long on its way a mail is worth saying that it is. */
const SLOW_MS = 250;

/**
 * Writes outcomes down together: all that came while the last write was under way are the next one. A mail alone is
 * written at once.
 */
export class Recorder {
  private readonly transport: string;
  private pending: Settled[] = [];
  private writing: Promise<void> | null = null;
  private readonly sayings = new Set<Promise<void>>();
  private failure: { error: unknown } | null = null;

  constructor(transport: string) {
    this.transport = transport;
  }

  settle(mail: Claimed, outcome: Outcome): void {
    this.pending.push({ mail, transport: this.transport, outcome });
    this.writing ??= this.write();
  }

  /** Its invitation says `sending` from a while after this, unless the answer is there by then. @returns how to take it back */
  leaving(mail: Claimed): () => Promise<void> {
    let saying: Promise<void> = Promise.resolve();
    const timer = setTimeout(() => {
      saying = recordDeliveries([{ mail, transport: this.transport, status: "sending", error: null }]).catch(
        (error) => {
          log.warn("That a mail is on its way could not be recorded", { mail: mail._id, error });
        },
      );
      this.sayings.add(saying);
      void saying.finally(() => this.sayings.delete(saying));
    }, SLOW_MS);
    return () => {
      clearTimeout(timer);
      return saying;
    };
  }

  /** @throws what kept an outcome from being written */
  async end(): Promise<void> {
    await Promise.all(this.sayings);
    while (this.writing) await this.writing;
    if (this.failure) throw this.failure.error;
  }

  private async write(): Promise<void> {
    while (this.pending.length > 0) {
      const group = this.pending;
      this.pending = [];
      try {
        await settleMails(group);
      } catch (error) {
        this.failure ??= { error };
      }
    }
    this.writing = null;
  }
}
