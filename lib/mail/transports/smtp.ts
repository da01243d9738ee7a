import type { Readable } from "node:stream";
import nodemailer from "nodemailer";
import { headersOf, refusal } from "./address";
import { type Message, type SingleTransport, TransportError } from "./transport";

export interface SmtpOptions {
  /** smtp://user:password@host:port upgrades by STARTTLS where the server can; smtps:// is TLS from the start. */
  url: string;
  /** Milliseconds for connecting and for each silence of the server. */
  timeout?: number;
}

const CONNECTIONS = 5;
const TIMEOUT = 20_000;

/** What nodemailer's errors carry (its errors.js). */
interface SmtpError extends Error {
  code?: string;
  command?: string;
  response?: string;
  responseCode?: number;
}

/**
 * SMTP knows no idempotency: once the message has begun to leave, only an answer tells what became of it (RFC 5321 §4.5.5,
 * RFC 1047). Before that, and with any answer, the outcome is certain.
 */
export function smtpTransport({ url, timeout = TIMEOUT }: SmtpOptions): SingleTransport {
  const pool = nodemailer.createTransport({
    pool: true,
    url,
    maxConnections: CONNECTIONS,
    maxMessages: 500,
    // The pool takes another connection only where not a byte of the message had left (a server closing an idle one);
    // everything else is judged here and tried again by the outbox.
    maxRequeues: 2,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    dnsTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const leaving = new Map<string, { stream?: Readable; onHandover?: () => void }>();

  // The pool asks for the message's stream once the connection stands, and reads from it after the server's 354.
  pool.use("stream", (mail, done) => {
    const state = leaving.get(mail.data.messageId ?? "");
    const create = mail.message.createReadStream.bind(mail.message);
    mail.message.createReadStream = (options) => {
      const stream = create(options);
      if (state) {
        state.stream = stream;
        if (state.onHandover) stream.once("resume", state.onHandover);
      }
      return stream;
    };
    done();
  });

  return {
    name: "smtp",
    batch: null,
    repeatable: false,
    concurrency: CONNECTIONS,
    async send(message, { signal, onHandover }) {
      const obstacle = refusal(message);
      if (obstacle) throw obstacle;
      const state: { stream?: Readable; onHandover?: () => void } = { onHandover };
      leaving.set(message.messageId, state);
      try {
        await pool.sendMail({ ...toMail(message), signal });
        return { messageId: message.messageId };
      } catch (error) {
        throw classify(error as SmtpError, state.stream?.readableDidRead === true);
      } finally {
        leaving.delete(message.messageId);
      }
    },
    async check() {
      try {
        await pool.verify();
      } catch (error) {
        throw classify(error as SmtpError, false);
      }
    },
    async close() {
      pool.close();
    },
  };
}

function toMail(message: Message) {
  return {
    messageId: message.messageId,
    from: message.from,
    // An object is one recipient; a string would be parsed, and "a@x,b@y" would be two.
    to: message.to,
    envelope: { from: message.from.address, to: [message.to.address] },
    ...(message.replyTo ? { replyTo: { name: "", address: message.replyTo } } : {}),
    subject: message.subject,
    html: message.html,
    text: message.text,
    headers: headersOf(message),
  };
}

const AWAY = new Set(["ECONNECTION", "ESOCKET", "ETIMEDOUT", "EDNS", "EPROXY"]);

function classify(error: SmtpError, begun: boolean): TransportError {
  const { code, responseCode = 0 } = error;
  const said = (error.response ?? error.message).replace(/\s+/g, " ").slice(0, 300);
  if (code === "EAUTH" || code === "ENOAUTH") {
    return new TransportError("temporary", `The mail server refuses the user name or password in SMTP_URL: ${said}`, {
      cause: error,
      everything: true,
    });
  }
  // 421 closes the connection, whichever command it answers (RFC 5321 §3.8); 503 is about the session, not the message.
  if (responseCode === 421) {
    return new TransportError("temporary", `The mail server is not available now: ${said}`, {
      cause: error,
      everything: true,
    });
  }
  if (responseCode >= 500 && responseCode !== 503) {
    return new TransportError("permanent", `The mail server refused the mail: ${said}`, { cause: error });
  }
  if (responseCode >= 400) {
    return new TransportError("temporary", `The mail server asked to try later: ${said}`, { cause: error });
  }
  if (begun) {
    return new TransportError(
      "unknown",
      "The connection to the mail server ended before it said whether it took the mail.",
      { cause: error },
    );
  }
  if (code === "EENVELOPE" || code === "EMESSAGE") {
    return new TransportError("permanent", `The mail cannot be sent as it is: ${said}`, { cause: error });
  }
  if (code === "ETLS") {
    return new TransportError("temporary", `No encrypted connection to the mail server: ${said}`, {
      cause: error,
      everything: true,
    });
  }
  const sentence =
    code === "EABORT" || code === "ETIMEDOUT"
      ? "The mail server does not answer."
      : code && AWAY.has(code)
        ? `The mail server cannot be reached: ${said}`
        : `The mail could not be handed to the mail server: ${said}`;
  return new TransportError("temporary", sentence, { cause: error, everything: true });
}
