import { afterAll, beforeAll, expect, it } from "vitest";
import { type Copy, copyEnv, killOften, startWith, stopCopies, untilFinished, uploadTo } from "../support/copies";
import { createTenant } from "../support/factories";
import { LONG, MINUTE, PATIENCE, tell } from "../support/fault-figures";
import { type InngestProgram, startInngest } from "../support/inngest-program";
import { accountsOf, expectWhole, mailedTimes } from "../support/list-accounts";
import { listOfPeople } from "../support/list-of-people";
import { RESEND_KEY, ResendServer } from "../support/providers/resend";

/**
 * A list through Inngest's own server, which no package registry has: FOYER_INNGEST names its program, as in
 * `FOYER_INNGEST=~/bin/inngest npm run faults`. Left out where there is none.
 */

const PROGRAM = process.env.FOYER_INNGEST;
const ROWS = LONG ? 10_000 : 2_000;
const KILLS = 4;

let resend: ResendServer;
let inngest: InngestProgram | undefined;
let copy: Copy | undefined;

beforeAll(async () => {
  resend = await ResendServer.open();
});
afterAll(async () => {
  await stopCopies(copy);
  await inngest?.stop();
  await resend.close();
}, MINUTE);

it.runIf(PROGRAM)(
  `${ROWS} rows end whole through Inngest when the application is killed ${KILLS} times`,
  {
    timeout: PATIENCE,
  },
  async () => {
    const env = await copyEnv({
      ...{ MAIL_TRANSPORT: "resend", RESEND_API_KEY: RESEND_KEY, RESEND_BASE_URL: resend.url, MAIL_RATE: "4" },
      ...{ ENGINE: "inngest", INNGEST_SIGNING_KEY: "signkey-test-0123456789abcdef0123456789abcdef" },
    });
    inngest = await startInngest(PROGRAM ?? "", `http://127.0.0.1:${env.PORT}/api/inngest`);
    env.INNGEST_DEV = inngest.url;
    const application = await startWith(env);
    copy = application;
    const list = listOfPeople("business", ROWS, "inngest");
    const { key } = await createTenant();
    const begun = Date.now();
    const batch = await uploadTo(application.foyer.url, key, list);
    const hits = await killOften(application, batch, KILLS, 3 * MINUTE);
    await untilFinished(batch, PATIENCE);
    const accounts = await accountsOf(batch);
    const mailed = mailedTimes(
      list,
      resend.mails.map(({ recipient }) => recipient),
    );
    const seconds = Math.round((Date.now() - begun) / 1000);
    tell("Inngest", accounts, { rows: ROWS, kills: KILLS, seconds, ...hits, ...mailed });
    expectWhole(accounts, list);
    expect(mailed).toEqual({ once: list.addresses.length, "mailed twice": 0, "not mailed": 0 });
  },
);
