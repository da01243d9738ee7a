import type { ObjectId } from "mongodb";
import { mails } from "../../lib/db/client";
import { parseId } from "../../lib/db/ids";
import { migrate } from "../../lib/db/migrate";
import { type Dead, LISTED, listMails, type MailLine, replayMails } from "../../lib/mail/dead-letters";
import { type OutboxFigures, outboxFigures } from "../../lib/mail/figures";
import { type Command, UsageError, type Values } from "./command";

const DEFAULT_LIMIT = 50;
const MOST_LISTED = 1000;
const KINDS = ["passwords", "single invitations", "notices", "sets sent again", "lists of people"];

type Listed = (typeof LISTED)[number];

function asked(values: Values): { status: Listed | null; limit: number } {
  const status = LISTED.find((name) => name === values.status) ?? null;
  if (values.status !== undefined && !status) throw new UsageError(`--status takes one of: ${LISTED.join(", ")}.`);
  const limit = values.limit === undefined ? DEFAULT_LIMIT : Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED) {
    throw new UsageError(`--limit takes a number from 1 to ${MOST_LISTED}.`);
  }
  if (values.limit !== undefined && !status) throw new UsageError("--limit goes with --status.");
  return { status, limit };
}

export const mailsCommand: Command = {
  name: "mails",
  summary: "say how the outbox stands, or list its mails",
  usage: "[--status failed|unknown|queued|suppressed] [--limit <n>]",
  help: [
    "--status       list those mails, the oldest first, instead of counting",
    `--limit        at most so many (${DEFAULT_LIMIT})`,
    "",
    "failed mails were refused or given up; unknown ones may have arrived, and nobody can tell.",
    "npm run foyer -- mails replay puts either back into the queue.",
  ],
  options: { status: { type: "string" }, limit: { type: "string" } },
  check: asked,
  database: "open",
  async run({ values }) {
    await migrate();
    const { status, limit } = asked(values);
    if (!status) {
      const figures = await outboxFigures();
      return { json: { ...figures }, lines: linesOf(figures) };
    }
    const found = await listMails(status, limit);
    const lines = found.length > 0 ? found.flatMap(lineOf) : [`No mail is ${status}.`];
    return { json: { data: found }, lines };
  },
};

export const mailsReplay: Command = {
  name: "mails replay",
  summary: "let failed or unknown mails be tried again",
  usage: "<id>… | --failed | --unknown [--may-arrive-twice]",
  help: [
    "--failed              all that failed",
    "--unknown             all that may have arrived already; needs the next one, too",
    "--may-arrive-twice    accept that an unknown mail, if it did arrive, arrives again",
    "",
    "A mail whose invitation ended, or whose link was replaced by a newer one, stays as it is.",
  ],
  options: {
    failed: { type: "boolean" },
    unknown: { type: "boolean" },
    "may-arrive-twice": { type: "boolean" },
  },
  words: "ids",
  check: chosen,
  database: "open",
  async run({ values }) {
    await migrate();
    const { which, twice } = chosen(values);
    if ("ids" in which && !twice) await refuseUnknown(which.ids);
    const { queued, mayArriveTwice, refused } = await replayMails(which);
    return {
      ok: refused.length === 0 || !("ids" in which),
      json: { queued, mayArriveTwice, refused },
      lines: [
        queued.length === 1 ? "One mail waits to be sent again." : `${queued.length} mails wait to be sent again.`,
        ...(mayArriveTwice > 0 ? [`${mayArriveTwice} of them may arrive twice.`] : []),
        ...refused.map(({ id, reason }) => `${id} stays as it is: ${reason}`),
      ],
    };
  },
};

function chosen(values: Values): { which: { ids: ObjectId[] } | { status: Dead }; twice: boolean } {
  const words = Array.isArray(values.ids) ? values.ids.map(String) : [];
  const twice = values["may-arrive-twice"] === true;
  const ways = [words.length > 0, values.failed === true, values.unknown === true].filter(Boolean).length;
  if (ways !== 1) throw new UsageError("Say which: the ids of mails, or --failed, or --unknown.");
  if (values.failed) return { which: { status: "failed" }, twice };
  if (values.unknown) {
    if (!twice) throw new UsageError(TWICE);
    return { which: { status: "unknown" }, twice };
  }
  const ids = words.map((word) => {
    const id = parseId(word);
    if (!id) throw new UsageError(`"${word}" is not the id of a mail: 24 letters a–f and digits.`);
    return id;
  });
  return { which: { ids }, twice };
}

const TWICE = "Unknown mails may have arrived already. Add --may-arrive-twice to send them all the same.";

async function refuseUnknown(ids: ObjectId[]): Promise<void> {
  if (await mails().findOne({ _id: { $in: ids }, status: "unknown" }, { projection: { _id: 1 } })) {
    throw new UsageError(TWICE);
  }
}

function linesOf({ queued, counts, oldest, provider }: OutboxFigures): string[] {
  const waiting = queued.reduce((sum, { count }) => sum + count, 0);
  return [
    waiting === 0 ? "queued      0" : `queued      ${waiting}, the oldest written ${duration(oldest)} ago`,
    ...queued
      .filter(({ count }) => count > 0)
      .map(({ priority, count, lag }) => {
        const late = lag >= 1 ? `, the first due for ${duration(lag)}` : "";
        return `            ${count} ${KINDS[priority] ?? `of priority ${priority}`}${late}`;
      }),
    ...Object.entries(counts).map(([status, count]) => `${status.padEnd(12)}${count}`),
    ...(provider.heldFor > 0 ? [`The provider asked to wait; ${duration(provider.heldFor)} are left.`] : []),
  ];
}

function lineOf({ id, kind, to, account, status, attempts, error, createdAt }: MailLine): string[] {
  const age = duration((Date.now() - createdAt.getTime()) / 1000);
  const tries = attempts === 1 ? "1 attempt" : `${attempts} attempts`;
  return [
    `${id}  ${kind}  ${to}  account ${account}  ${status}, ${tries}, ${age} old`,
    ...(error ? [`  ${error}`] : []),
  ];
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}
