/** The application's clock. Tests and the making of demo data move it; nothing else may. */
let offset = 0;

export function now(): Date {
  return new Date(Date.now() + offset);
}

/** Moves the clock by so many milliseconds from the real time; 0 puts it right again. */
export function setClock(milliseconds: number): void {
  offset = milliseconds;
}

/** A moment cut to whole seconds: a JWT's `exp` knows no smaller unit, and the record has to agree with it. */
export function wholeSeconds(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / 1000) * 1000);
}
