import { withoutSettings } from "./without-settings";

/** Settings of every test; what the machine has set must not decide whether one passes. */

const kept = withoutSettings(process.env);
for (const name of Object.keys(process.env)) if (!(name in kept)) delete process.env[name];

Object.assign(process.env, {
  APP_URL: "http://localhost:3000",
  APP_SECRET: "a-secret-for-tests-alone-with-more-than-32-bytes",
  MAIL_TRANSPORT: "mailbox",
  LOG_LEVEL: "error",
});
