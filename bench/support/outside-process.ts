import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { ResendServer } from "../../tests/support/providers/resend";
import { SendGridServer } from "../../tests/support/providers/sendgrid";
import type { Ask, Told } from "./outside";

/** An SMTP server that takes everything, and the providers that the tests use, which judge each request. */

let taken = 0;
let delay = 0;
const smtp = new SMTPServer({
  disabledCommands: ["AUTH"],
  hideSTARTTLS: true,
  disableReverseLookup: true,
  logger: false,
  onData(stream, session, done) {
    stream.resume();
    stream.once("end", () => {
      taken += session.envelope.rcptTo.length;
      if (delay > 0) setTimeout(done, delay);
      else done();
    });
  },
});
smtp.on("error", () => {});
await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
const [resend, sendgrid] = await Promise.all([ResendServer.open(), SendGridServer.open()]);

const tell = (what: Told) => process.send?.(what);
process.on("message", (ask: Ask) => {
  if (ask === "taken") {
    tell({ taken: taken + resend.mails.length + sendgrid.mails.length });
    taken = 0;
    for (const provider of [resend, sendgrid]) provider.clear();
    return;
  }
  if (ask === "so far") {
    const took = resend.calls.filter((call) => call.taken.length > 0);
    const mails = took.reduce((sum, call) => sum + call.taken.length, 0);
    tell({ soFar: { calls: took.length, mails, last: took.at(-1)?.at ?? 0 } });
    return;
  }
  delay = ask.delay;
  for (const provider of [resend, sendgrid]) Object.assign(provider, { rate: ask.limit, delay });
  tell("done");
});
process.once("disconnect", () => process.exit(0));

const { port } = smtp.server.address() as AddressInfo;
tell({ urls: { smtp: `smtp://127.0.0.1:${port}`, resend: resend.url, sendgrid: sendgrid.url } });
