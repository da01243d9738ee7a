import type { ParseArgsConfig } from "node:util";
import type { Settings } from "../../lib/env";
import type { Terminal } from "../terminal";

export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

/** What a command leaves behind: an object for programs, and lines for people. */
export interface Outcome {
  json: Record<string, unknown>;
  lines: string[];
  /** False ends the process with 1. */
  ok?: boolean;
}

export interface Context {
  values: Values;
  settings: Settings;
  /** Standard error where standard output belongs to JSON. */
  out: Terminal;
}

export interface Command {
  name: string;
  summary: string;
  /** Shown by --help, after the name. */
  usage: string;
  help?: string[];
  options: NonNullable<ParseArgsConfig["options"]>;
  /** Words that belong to no option are collected under this name; without one there may be none. */
  words?: string;
  /** Runs before anything is started; throws UsageError. */
  check?(values: Values): void;
  /** `own`: the command opens the database itself. */
  database: "open" | "own";
  run(context: Context): Promise<Outcome>;
}

/** What was typed cannot be meant: exit code 2. */
export class UsageError extends Error {
  override name = "UsageError";
}
