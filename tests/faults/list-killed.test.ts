import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Copy, killOften, startCopy, stopCopies, untilFinished, uploadTo } from "../support/copies";
import { createTenant } from "../support/factories";
import { LONG, MINUTE, PATIENCE, tell } from "../support/fault-figures";
import { accountsOf, expectWhole, mailedTimes } from "../support/list-accounts";
import { listOfPeople } from "../support/list-of-people";
import { MailSink } from "../support/mail-sink";
import { RESEND_KEY, ResendServer } from "../support/providers/resend";

/** The whole application is killed, again and again, while it works at a list; afterwards nothing is missing or doubled. */

const KILLS = LONG ? 20 : 3;
const ROWS = LONG ? 10_000 : 1_200;
/** Requests a second, so that there is something left to kill. */
const MAIL_RATE = LONG ? "4" : "8";

let resend: ResendServer;
let sink: MailSink;
let copy: Copy | undefined;

beforeAll(async () => {
  [resend, sink] = await Promise.all([ResendServer.open({ delay: 100 }), MailSink.open()]);
});
afterEach(async () => {
  await stopCopies(copy);
  copy = undefined;
}, MINUTE);
afterAll(async () => {
  await Promise.all([resend.close(), sink.close()]);
});

describe("a list whose application is killed with kill -9", () => {
  it(`ends whole after ${KILLS} kills in ${ROWS} rows, and each is mailed once by a provider that knows idempotency keys`, {
    timeout: PATIENCE,
  }, async () => {
    const list = listOfPeople("business", ROWS, "killed");
    const { key } = await createTenant();
    const settings = { MAIL_TRANSPORT: "resend", RESEND_API_KEY: RESEND_KEY, RESEND_BASE_URL: resend.url, MAIL_RATE };
    copy = await startCopy(settings);
    const batch = await uploadTo(copy.foyer.url, key, list);
    const hits = await killOften(copy, batch, KILLS);
    await untilFinished(batch, PATIENCE);
    const accounts = await accountsOf(batch);

    const mailed = mailedTimes(
      list,
      resend.mails.map(({ recipient }) => recipient),
    );
    tell(`${KILLS} kills, Resend`, accounts, { rows: ROWS, ...hits, ...mailed });
    expectWhole(accounts, list);
    expect(mailed).toEqual({ once: list.addresses.length, "mailed twice": 0, "not mailed": 0 });
    expect(accounts.mails).toEqual({ sent: list.addresses.length });
  });

  it.runIf(LONG)(
    "ends whole through SMTP, where what may have left is unknown and counted, and not sent again",
    {
      timeout: PATIENCE,
    },
    async () => {
      const list = listOfPeople("user", 3_000, "smtp");
      const { key } = await createTenant();
      copy = await startCopy({ MAIL_TRANSPORT: "smtp", SMTP_URL: sink.url, MAIL_RATE: "100" });
      const batch = await uploadTo(copy.foyer.url, key, list);
      const hits = await killOften(copy, batch, 8);
      await untilFinished(batch, PATIENCE);
      const accounts = await accountsOf(batch);

      const mailed = mailedTimes(
        list,
        sink.all().flatMap(({ envelope }) => envelope.to),
      );
      const { sent = 0, unknown = 0 } = accounts.mails;
      tell("8 kills, SMTP", accounts, { rows: 3_000, ...hits, ...mailed });
      expectWhole(accounts, list);
      expect(mailed["mailed twice"]).toBe(0);
      expect(sent + unknown).toBe(list.addresses.length);
      // Whatever was not mailed is said to be unknown.
      expect(mailed.once).toBeGreaterThanOrEqual(sent);
    },
  );
});
