import sendgrid from "@sendgrid/mail";

/** One call to SendGrid through its SDK, with what the SDK's own types leave out: a signal, and where the call came to. */

export interface SendGridCall {
  apiKey: string;
  baseUrl: string;
  method: "GET" | "POST";
  path: string;
  body?: unknown;
  signal: AbortSignal;
}

export interface SendGridAnswer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** The call got no answer. */
export class NoAnswer extends Error {
  /** Not a byte of the request left: there was no connection. */
  readonly unsent: boolean;

  constructor(message: string, unsent: boolean) {
    super(message);
    this.name = "NoAnswer";
    this.unsent = unsent;
  }
}

/** What MailService carries, and its types hide. */
interface Client {
  setDefaultHeader(headers: Record<string, string>): void;
  setDefaultRequest(settings: Record<string, unknown>): void;
  request(call: Record<string, unknown>): Promise<[{ statusCode: number; headers: Record<string, string> }, unknown]>;
}

const { MailService } = sendgrid as unknown as { MailService: new () => { client: Client } };

/** @returns the answer, whatever its status. @throws NoAnswer */
export async function callSendGrid({
  apiKey,
  baseUrl,
  method,
  path,
  body,
  signal,
}: SendGridCall): Promise<SendGridAnswer> {
  // A client of its own for each call: settings are the client's, and the signal is the call's. Connections are shared all
  // the same, by Node's agent.
  const { client } = new MailService();
  client.setDefaultHeader({ Authorization: `Bearer ${apiKey}` });
  client.setDefaultRequest({ baseUrl, signal, maxRedirects: 0 });
  try {
    const [response, answered] = await client.request({ method, url: path, ...(body === undefined ? {} : { body }) });
    return { status: response.statusCode, headers: response.headers, body: answered };
  } catch (error) {
    const { code, response } = error as {
      code?: unknown;
      response?: { headers: Record<string, string>; body: unknown };
    };
    if (typeof code === "number" && response) return { status: code, headers: response.headers, body: response.body };
    // The error itself carries the request, and so the key and the mail.
    const { message } = error as Error;
    throw new NoAnswer(message || "no answer", neverLeft(error));
  }
}

// No connection, no name, no trust: in each of them nothing had been sent yet.
const BEFORE = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "EHOSTDOWN"]);
const TRUST = /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

function neverLeft(error: unknown): boolean {
  const { code, cause } = error as { code?: string; cause?: { syscall?: string } };
  const syscall = cause?.syscall;
  return syscall === "connect" || syscall === "getaddrinfo" || BEFORE.has(code ?? "") || TRUST.test(code ?? "");
}
