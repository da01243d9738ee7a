import { mails, meta } from "../../lib/db/client";
import { forgetEnv } from "../../lib/env";
import { closeTransport } from "../../lib/mail/transports/registry";
import type { Message } from "../../lib/mail/transports/transport";
import { RESEND_KEY } from "../../tests/support/providers/resend";
import { SENDGRID_KEY } from "../../tests/support/providers/sendgrid";
import type { Bench } from "./bench";
import type { Result } from "./claim";
import type { Sample } from "./load";
import { type BareCall, bareFetch, barePool, deliverAll, drawMessages, queueMails } from "./mails";
import type { Outside } from "./outside";
import { alternate, ratio, rowOf } from "./rounds";

/** A server that answers at once is nobody's: one that takes so long over each mail is more like those there are. */
const SLOW_MS = 20;
/** What the documentation gives one customer of Resend: requests a second, of a hundred mails each. */
const RESEND_RATE = 2;
const RESEND_BATCH = 100;
const SENDER = { name: "Bench", address: "invitations@bench.example.com" };

interface Way {
  name: string;
  /** Foyer's settings for it. */
  settings: Record<string, string>;
  /** Connections, or calls under way at once. */
  lanes: number;
  mails: number;
  limit: number | null;
  /** Milliseconds that the other side takes for each mail or call. */
  delay: number;
  /** The least that anybody could do; null where there is no other side. */
  bare: { name: string; send(messages: readonly Message[]): () => Promise<void> } | null;
}

/** Each transport beside its bare client, in alternating rounds. */
export async function measureWays(bench: Bench, outside: Outside): Promise<Result> {
  // What preparing the bench left waiting is not part of it.
  await mails().deleteMany({});
  const ways = waysOf(outside, bench.acceptances * 20);
  const drawn = await drawMessages(bench.templates, SENDER, Math.max(...ways.map((way) => way.mails)));
  const subjects = ways.flatMap((way) => [
    { name: way.name, way, play: () => playFoyer(bench, outside, way) },
    ...(way.bare ? [{ name: way.bare.name, way, play: () => playBare(outside, way, drawn) }] : []),
  ]);
  for (const { way, play } of subjects) if (way.limit === null && way.delay === 0) await play();
  const samples = await alternate(subjects, bench.pace.rounds, ({ play }) => play());
  const rows = subjects.map(({ name, way }, index) => rowOf(name, way.lanes, samples[index] ?? []));
  return {
    rows,
    unit: "mails",
    verdicts: ways.flatMap(({ name, bare, lanes }) =>
      bare
        ? [
            {
              what: `of the bare client's mails a second, ${name}`,
              value: ratio(rows, name, bare.name, lanes, (sample) => sample.perSecond),
              aim: { atLeast: 0.8 },
            },
          ]
        : [],
    ),
    notes: [
      "Foyer's: claimed, drawn, link signed, sent, and written on mail and invitation; one process. The bare client sends",
      "the same letter, drawn beforehand. The other side is one process of its own: smtp-server, and the tests' providers.",
      "Nobody's server answers at once: those rows show what all that keeping of records costs beside none at all.",
    ],
  };
}

function waysOf({ urls }: Outside, count: number): Way[] {
  const resendCalls = (messages: readonly Message[]): BareCall[] =>
    Array.from({ length: Math.ceil(messages.length / RESEND_BATCH) }, (_, call) => ({
      url: `${urls.resend}/emails/batch`,
      headers: { "content-type": "application/json", authorization: `Bearer ${RESEND_KEY}` },
      body: JSON.stringify(messages.slice(call * RESEND_BATCH, (call + 1) * RESEND_BATCH).map(resendBody)),
    }));
  const sendgridCalls = (messages: readonly Message[]): BareCall[] =>
    messages.map((message) => ({
      url: `${urls.sendgrid}/v3/mail/send`,
      headers: { "content-type": "application/json", authorization: `Bearer ${SENDGRID_KEY}` },
      body: JSON.stringify(sendgridBody(message)),
    }));
  const atResend = { MAIL_TRANSPORT: "resend", RESEND_API_KEY: RESEND_KEY, RESEND_BASE_URL: urls.resend };
  const smtp = (name: string, delay: number, mails: number): Way => ({
    name: `smtp, ${name}`,
    settings: { MAIL_TRANSPORT: "smtp", SMTP_URL: urls.smtp },
    ...{ lanes: 5, mails, limit: null, delay },
    bare: { name: `nodemailer's pool, ${name}`, send: (messages) => () => barePool(urls.smtp, 5, messages) },
  });
  const sendgrid = (name: string, delay: number, mails: number): Way => ({
    name: `sendgrid, ${name}`,
    settings: { MAIL_TRANSPORT: "sendgrid", SENDGRID_API_KEY: SENDGRID_KEY, SENDGRID_BASE_URL: urls.sendgrid },
    ...{ lanes: 20, mails, limit: null, delay },
    bare: {
      name: `one mail a request by fetch, ${name}`,
      send(messages) {
        const calls = sendgridCalls(messages);
        return () => bareFetch(calls, 20);
      },
    },
  });
  const [atOnce, slow] = ["answered at once", `a server that takes ${SLOW_MS} ms a mail`];
  return [
    {
      name: "mailbox",
      settings: { MAIL_TRANSPORT: "mailbox" },
      ...{ lanes: 4, mails: count, limit: null, delay: 0 },
      bare: null,
    },
    smtp(slow, SLOW_MS, count),
    smtp(atOnce, 0, count),
    {
      name: `resend at its ${RESEND_RATE} requests a second`,
      settings: atResend,
      lanes: 4,
      // The first second's calls cost no waiting, so there have to be many seconds.
      mails: RESEND_BATCH * RESEND_RATE * 8,
      ...{ limit: RESEND_RATE, delay: 0 },
      bare: {
        name: `batches of ${RESEND_BATCH} by fetch, as many a second`,
        send(messages) {
          const calls = resendCalls(messages);
          return () => bareFetch(calls, RESEND_RATE);
        },
      },
    },
    {
      name: "resend without a limit, answered at once",
      settings: { ...atResend, MAIL_RATE: "100000" },
      ...{ lanes: 4, mails: count, limit: null, delay: 0 },
      bare: {
        name: `batches of ${RESEND_BATCH} by fetch, answered at once`,
        send(messages) {
          const calls = resendCalls(messages);
          return () => bareFetch(calls, 4);
        },
      },
    },
    sendgrid(slow, SLOW_MS, count),
    sendgrid(atOnce, 0, count),
  ];
}

const OWN = {
  MAIL_FROM: `${SENDER.name} <${SENDER.address}>`,
  MAIL_RATE: "",
  SMTP_URL: "",
  RESEND_API_KEY: "",
  SENDGRID_API_KEY: "",
};

async function playFoyer(bench: Bench, outside: Outside, way: Way): Promise<Sample> {
  await queueMails(bench.templates, way.mails);
  const before = { ...process.env };
  Object.assign(process.env, OWN, way.settings);
  forgetEnv();
  // What was learnt of the rate was learnt of another provider, as it were.
  await meta().deleteMany({ _id: { $regex: "^mail-rate:" } });
  try {
    const sample = await timed(outside, way, deliverAll);
    await mails().deleteMany({});
    return sample;
  } finally {
    await closeTransport();
    for (const name of Object.keys({ ...OWN, ...way.settings })) delete process.env[name];
    Object.assign(process.env, before);
    forgetEnv();
  }
}

async function playBare(outside: Outside, way: Way, drawn: readonly Message[]): Promise<Sample> {
  if (!way.bare) throw new Error(`There is no bare client for ${way.name}`);
  return timed(outside, way, way.bare.send(drawn.slice(0, way.mails)));
}

async function timed(outside: Outside, way: Way, work: () => Promise<void>): Promise<Sample> {
  await outside.behave({ limit: way.limit, delay: way.delay });
  await outside.taken();
  const cpu = process.cpuUsage();
  const begun = performance.now();
  await work();
  const elapsed = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const taken = await outside.taken();
  if (way.bare && taken !== way.mails) throw new Error(`${way.name}: ${taken} of ${way.mails} mails arrived`);
  const cpuMs = (user + system) / 1000 / way.mails;
  return { requests: way.mails, perSecond: way.mails / elapsed, p50: Number.NaN, p95: Number.NaN, cpuMs };
}

function resendBody({ id, kind, from, to, subject, html, text, headers }: Message) {
  return {
    from: `${from.name} <${from.address}>`,
    to: [to.name ? `${to.name} <${to.address}>` : to.address],
    ...{ subject, html, text },
    headers: { "Auto-Submitted": "auto-generated", ...headers, "X-Entity-Ref-ID": id },
    tags: [
      { name: "mail", value: id },
      { name: "kind", value: kind },
    ],
  };
}

function sendgridBody({ id, from, to, subject, html, text, headers, messageId }: Message) {
  return {
    personalizations: [
      {
        to: [{ email: to.address, ...(to.name ? { name: to.name } : {}) }],
        headers: { "Message-ID": messageId, "Auto-Submitted": "auto-generated", ...headers },
        custom_args: { mail: id },
      },
    ],
    from: { email: from.address, name: from.name },
    subject,
    content: [
      { type: "text/plain", value: text },
      { type: "text/html", value: html },
    ],
    tracking_settings: {
      click_tracking: { enable: false, enable_text: false },
      open_tracking: { enable: false },
      subscription_tracking: { enable: false },
    },
  };
}
