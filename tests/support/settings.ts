/** Settings of every test; what the machine has set must not decide whether one passes. */

const OURS =
  /^(APP_|PORT$|HOST$|DATA_DIR$|OWNER_|MAIL_|SMTP_|RESEND_|SENDGRID_|ENGINE$|INNGEST_|INVITE_|TRUSTED_|RATE_|LOG_|METRICS_)/;

for (const name of Object.keys(process.env)) if (OURS.test(name)) delete process.env[name];

Object.assign(process.env, {
  APP_URL: "http://localhost:3000",
  APP_SECRET: "a-secret-for-tests-alone-with-more-than-32-bytes",
  MAIL_TRANSPORT: "mailbox",
  LOG_LEVEL: "error",
});
