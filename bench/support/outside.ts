import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import { ROOT } from "../../bin/settings";

/** The other side of each transport, in a process of its own, so that whoever sends has one core to itself. */
export interface Outside {
  pid: number;
  urls: Record<"smtp" | "resend" | "sendgrid", string>;
  /** How all of them behave from now on. */
  behave(manners: Manners): Promise<void>;
  /** How many mails were taken since the last time, by all of them. */
  taken(): Promise<number>;
  /** How many calls of Resend's took mail since then, how many mails, and when the last did; nothing is forgotten. */
  soFar(): Promise<SoFar>;
  stop(): Promise<void>;
}

export interface Manners {
  /** Requests a second that the providers let through; null for all of them. */
  limit: number | null;
  /** Milliseconds before a mail, or a request, is answered. */
  delay: number;
}

export interface SoFar {
  calls: number;
  mails: number;
  /** Milliseconds since 1970; 0 where none was taken. */
  last: number;
}

export type Ask = Manners | "taken" | "so far";
export type Told = { urls: Outside["urls"] } | { taken: number } | { soFar: SoFar } | "done";

export async function startOutside(): Promise<Outside> {
  const file = path.join(ROOT, "bench", "support", "outside-process.ts");
  const child = fork(file, { execArgv: ["--import", "tsx"], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const first = await told(child);
  if (typeof first !== "object" || !("urls" in first)) throw new Error("The other side did not start");
  const ask = async (what: Ask): Promise<Told> => {
    const answer = told(child);
    child.send(what);
    return answer;
  };
  return {
    pid: child.pid ?? 0,
    urls: first.urls,
    async behave(manners) {
      await ask(manners);
    },
    async taken() {
      const answer = await ask("taken");
      return typeof answer === "object" && "taken" in answer ? answer.taken : Number.NaN;
    },
    async soFar() {
      const answer = await ask("so far");
      if (typeof answer !== "object" || !("soFar" in answer)) throw new Error("The other side answered something else");
      return answer.soFar;
    },
    async stop() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      await gone;
    },
  };
}

function told(child: ChildProcess): Promise<Told> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error("The other side of the transports ended"));
    child.once("exit", gone);
    child.once("message", (message: Told) => {
      child.off("exit", gone);
      resolve(message);
    });
  });
}
