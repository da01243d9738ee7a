import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/** How large a process becomes. */
export interface MemoryWatch {
  /** @returns by how many MB it was larger at its largest than at the beginning; not a number without /proc */
  end(): Promise<number>;
}

const EACH_MS = 20;

export function watchMemory(pid: number): MemoryWatch {
  let over = false;
  const watching = (async () => {
    const before = await residentMb(pid);
    let most = before;
    while (!over) {
      await sleep(EACH_MS);
      most = Math.max(most, await residentMb(pid));
    }
    return most - before;
  })();
  return {
    end() {
      over = true;
      return watching;
    },
  };
}

async function residentMb(pid: number): Promise<number> {
  try {
    const status = await readFile(`/proc/${pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}
