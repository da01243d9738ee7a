import { type ChildProcess, spawn } from "node:child_process";

export interface Guard {
  /** The processes to end when this one is gone. */
  watch(pids: number[]): void;
  dismiss(): void;
}

/**
 * A few bytes of shell that outlive a SIGKILL of this process: when its end of the pipe closes, they send SIGTERM to the
 * processes named last, so that neither a server nor a database is left behind. Does nothing on Windows.
 */
export function startGuard(): Guard {
  if (process.platform === "win32") return { watch() {}, dismiss() {} };
  const script = 'pids=; while read -r line; do pids=$line; done; [ -z "$pids" ] || kill -TERM $pids 2>/dev/null';
  const child: ChildProcess = spawn("sh", ["-c", script], { stdio: ["pipe", "ignore", "ignore"], detached: true });
  child.on("error", () => {});
  child.stdin?.on("error", () => {});
  child.unref();
  return {
    watch: (pids) => void child.stdin?.write(`${pids.join(" ")}\n`),
    dismiss: () => void child.kill("SIGKILL"),
  };
}
