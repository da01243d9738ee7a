import http from "node:http";
import type { AddressInfo } from "node:net";
import { NextRequest } from "next/server";

/**
 * Inngest's side of the protocol on loopback, as far as Foyer uses it: functions register, events come in, and a run calls
 * the application step by step and hands back what earlier steps answered. It retries nothing and keeps no clock.
 */

export interface Registered {
  id: string;
  triggers: { event?: string; cron?: string }[];
  concurrency?: { limit: number; key?: string }[];
  singleton?: { key?: string; mode: string };
  cancel?: { event: string; if?: string }[];
  steps: Record<string, { retries?: { attempts: number } }>;
}

export interface InngestEvent {
  name: string;
  data?: Record<string, unknown>;
}

interface StepAnswer {
  id: string;
  op: string;
  displayName?: string;
  name?: string;
  data?: unknown;
  error?: { message: string };
}

const MOST_STEPS = 300;

type Handler = (request: NextRequest, context: unknown) => Promise<Response>;

export class InngestServer {
  registered: Registered[] = [];
  readonly events: InngestEvent[] = [];
  /** How many events each call brought. */
  readonly sends: number[] = [];
  private readonly server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const answer = this.answer(request.url ?? "", Buffer.concat(chunks).toString());
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer));
  });

  static async open(): Promise<InngestServer> {
    const opened = new InngestServer();
    await new Promise<void>((resolve) => opened.server.listen(0, "127.0.0.1", resolve));
    return opened;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private answer(path: string, body: string): unknown {
    if (path.startsWith("/fn/register")) {
      this.registered = (JSON.parse(body) as { functions: Registered[] }).functions;
      return { ok: true, modified: true };
    }
    if (path.startsWith("/e/")) {
      const events = [JSON.parse(body) as InngestEvent | InngestEvent[]].flat();
      this.events.push(...events);
      this.sends.push(events.length);
      return { ids: events.map((_, index) => `event-${index}`), status: 200 };
    }
    return {};
  }

  /** Runs a function to its end. @returns the names of its steps, in order, and what the function returned */
  async run(handler: Handler, id: string, event: InngestEvent): Promise<{ steps: string[]; returned: unknown }> {
    const names: string[] = [];
    const steps: Record<string, unknown> = {};
    while (names.length < MOST_STEPS) {
      const whole = { data: {}, ...event, id: "event", ts: Date.now() };
      const stack = Object.keys(steps);
      const ctx = { fn_id: `foyer-${id}`, run_id: "run", attempt: 0, stack: { stack, current: stack.length } };
      const body = { ctx, event: whole, events: [whole], steps, version: 1, use_api: false };
      const response = await handler(
        new NextRequest(`http://localhost:3000/api/inngest?fnId=foyer-${id}&stepId=step`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        }),
        {},
      );
      const answer: unknown = await response.json();
      if (response.status === 200) return { steps: names, returned: answer };
      if (response.status !== 206) throw new Error(`${response.status}: ${JSON.stringify(answer)}`);
      for (const step of answer as StepAnswer[]) {
        if (step.op === "RunComplete") return { steps: names, returned: step.data };
        if (step.error) throw new Error(step.error.message);
        names.push(step.displayName ?? step.name ?? step.id);
        steps[step.id] = { type: "data", data: step.data ?? null };
      }
    }
    throw new Error(`The function goes on and on: ${names.slice(0, 20).join(", ")} …`);
  }
}
