import { mails } from "../db/client";
import { httpMetrics } from "../http/metrics";
import { log } from "../log";

const PATIENCE_MS = 3_000;

/** Prometheus text format 0.0.4: requests of this process, and the mail of the whole installation. */
export async function metricsText(): Promise<string> {
  const lines = [...httpMetrics(), ...processMetrics(), ...(await mailMetrics())];
  return `${lines.join("\n")}\n`;
}

function processMetrics(): string[] {
  return [
    "# HELP process_resident_memory_bytes Resident memory.",
    "# TYPE process_resident_memory_bytes gauge",
    `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
    "# HELP process_uptime_seconds Time since this process started.",
    "# TYPE process_uptime_seconds gauge",
    `process_uptime_seconds ${Math.round(process.uptime())}`,
  ];
}

async function mailMetrics(): Promise<string[]> {
  const up = ["# HELP foyer_database_up Whether the database answered.", "# TYPE foyer_database_up gauge"];
  try {
    const [byStatus, oldest] = await Promise.all([
      mails()
        .aggregate<{ _id: string; count: number }>([{ $group: { _id: "$status", count: { $sum: 1 } } }], {
          timeoutMS: PATIENCE_MS,
        })
        .toArray(),
      mails().findOne(
        { status: "queued" },
        { sort: { createdAt: 1 }, projection: { createdAt: 1 }, timeoutMS: PATIENCE_MS },
      ),
    ]);
    const age = oldest ? Math.max(0, (Date.now() - oldest.createdAt.getTime()) / 1000) : 0;
    return [
      ...up,
      "foyer_database_up 1",
      "# HELP foyer_mails Mails kept, by status.",
      "# TYPE foyer_mails gauge",
      ...byStatus.map(({ _id, count }) => `foyer_mails{status="${_id}"} ${count}`),
      "# HELP foyer_mail_oldest_queued_seconds Age of the mail that has waited longest.",
      "# TYPE foyer_mail_oldest_queued_seconds gauge",
      `foyer_mail_oldest_queued_seconds ${age.toFixed(3)}`,
    ];
  } catch (error) {
    log.warn("Mail could not be counted", { error });
    return [...up, "foyer_database_up 0"];
  }
}
