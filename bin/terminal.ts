/** Lines for a person who started something: one moving line on a terminal, plain lines anywhere else. */

export interface Progress {
  update(detail: string): void;
  done(line: string): void;
  /** Takes the moving line away, so that something else can be said. */
  clear(): void;
}

export interface Terminal {
  /** Whether there is a line that moves; elsewhere now and then a plain one says how it goes. */
  moving: boolean;
  say(line: string): void;
  warn(line: string): void;
  progress(what: string): Progress;
}

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/** Writes to standard error where standard output belongs to JSON. */
export function terminal(stream: NodeJS.WriteStream = process.stdout): Terminal {
  const moving = stream.isTTY === true && process.env.TERM !== "dumb" && !process.env.CI;
  const open = new Set<Progress & { draw(): void }>();

  const say = (line: string) => {
    for (const progress of open) progress.clear();
    stream.write(`${line}\n`);
    for (const progress of open) progress.draw();
  };

  return {
    moving,
    say,
    warn: (line) => say(line),
    progress(what) {
      const since = Date.now();
      const seconds = () => Math.round((Date.now() - since) / 1000);
      let detail = "";
      if (!moving) {
        say(`${what} …`);
        return {
          update(next) {
            if (next !== detail && !/\d%/.test(next)) say(`  ${next}`);
            detail = next;
          },
          done: (line) => say(`${line} (${seconds()} s)`),
          clear() {},
        };
      }
      let frame = 0;
      const progress = {
        draw() {
          const line = `${FRAMES[frame % FRAMES.length]} ${what} … ${seconds()} s${detail ? `  ${detail}` : ""}`;
          stream.write(`\r\x1b[2K${line.slice(0, (stream.columns ?? 80) - 1)}`);
        },
        update(next: string) {
          detail = next;
        },
        clear() {
          stream.write("\r\x1b[2K");
        },
        done(line: string) {
          clearInterval(timer);
          open.delete(progress);
          progress.clear();
          say(`${line} (${seconds()} s)`);
        },
      };
      const timer = setInterval(() => {
        frame += 1;
        if ([...open].at(-1) === progress) progress.draw();
      }, 120);
      timer.unref();
      open.add(progress);
      progress.draw();
      return progress;
    },
  };
}

/** What went wrong and what to do, without a stack: for problems that a person can mend. */
export class StartProblem extends Error {
  override name = "StartProblem";
}
