import { forgetEnv } from "@/lib/env";

const FIRST = process.env.APP_SECRET;

/** Rotates APP_SECRET as an operator would. `null` leaves a setting out. */
export function setSecrets(current: string, previous: string | null): void {
  process.env.APP_SECRET = current;
  if (previous === null) delete process.env.APP_SECRET_PREVIOUS;
  else process.env.APP_SECRET_PREVIOUS = previous;
  forgetEnv();
}

export function firstSecret(): string {
  return FIRST ?? "";
}

export function resetSecrets(): void {
  setSecrets(firstSecret(), null);
}
