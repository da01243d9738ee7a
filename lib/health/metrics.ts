import { type OpenFigures, openFigures } from "../batches/open-figures";
import { httpMetrics } from "../http/metrics";
import { log } from "../log";
import { type OutboxFigures, outboxFigures } from "../mail/figures";

const PATIENCE_MS = 3_000;

/** Prometheus text format 0.0.4: requests of this process, and the lists and the mail of the whole installation. */
export async function metricsText(): Promise<string> {
  const lines = [...httpMetrics(), ...processMetrics(), ...(await workMetrics())];
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

async function workMetrics(): Promise<string[]> {
  const up = ["# HELP foyer_database_up Whether the database answered.", "# TYPE foyer_database_up gauge"];
  try {
    const [lists, mail] = await Promise.all([openFigures(PATIENCE_MS), outboxFigures(PATIENCE_MS)]);
    return [...up, "foyer_database_up 1", ...listMetrics(lists), ...outboxMetrics(mail)];
  } catch (error) {
    log.warn("Lists and mail could not be counted", { error });
    return [...up, "foyer_database_up 0"];
  }
}

function gauge(name: string, help: string, ...lines: string[]): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines.map((line) => `${name}${line}`)];
}

function listMetrics({ lists, rows }: OpenFigures): string[] {
  return [
    ...gauge(
      "foyer_batches",
      "Lists of people that have not come to their end, by status.",
      ...Object.entries(lists).map(([status, count]) => `{status="${status}"} ${count}`),
    ),
    ...gauge("foyer_batch_rows_waiting", "Rows of those lists that have no outcome yet.", ` ${rows}`),
  ];
}

function outboxMetrics({ queued, counts, oldest, provider }: OutboxFigures): string[] {
  const waiting = queued.reduce((sum, { count }) => sum + count, 0);
  const byStatus = Object.entries({ queued: waiting, ...counts });
  return [
    ...gauge(
      "foyer_mails",
      "Mails that were not sent, by status.",
      ...byStatus.map(([status, count]) => `{status="${status}"} ${count}`),
    ),
    ...gauge(
      "foyer_outbox_queued",
      "Mails that wait: 0 passwords, 1 single invitations, 2 notices, 3 sent again many at once, 4 lists.",
      ...queued.map(({ priority, count }) => `{priority="${priority}"} ${count}`),
    ),
    ...gauge(
      "foyer_outbox_lag_seconds",
      "How long the first mail of a priority has been due.",
      ...queued.map(({ priority, lag }) => `{priority="${priority}"} ${Math.max(0, lag).toFixed(3)}`),
    ),
    ...gauge(
      "foyer_mail_oldest_queued_seconds",
      "Age of the mail that has waited longest.",
      ` ${Math.max(0, oldest).toFixed(3)}`,
    ),
    ...gauge(
      "foyer_outbox_rate",
      "Requests a second that the mail transport is given; 0 for no limit.",
      ` ${(provider.perSecond ?? 0).toFixed(3)}`,
    ),
    ...gauge(
      "foyer_outbox_held_seconds",
      "How long the mail transport still asked to wait.",
      ` ${provider.heldFor.toFixed(3)}`,
    ),
    "# HELP foyer_outbox_provider_calls_total Moments taken to call the mail transport, where its rate is kept.",
    "# TYPE foyer_outbox_provider_calls_total counter",
    `foyer_outbox_provider_calls_total ${provider.calls}`,
    "# HELP foyer_outbox_provider_refusals_total Times that the mail transport was away or asked to wait.",
    "# TYPE foyer_outbox_provider_refusals_total counter",
    `foyer_outbox_provider_refusals_total ${provider.refusals}`,
  ];
}
