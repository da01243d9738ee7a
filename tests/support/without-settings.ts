const OURS =
  /^(APP_|PORT$|HOST$|DATA_DIR$|MONGODB_URI$|OWNER_|MAIL_|SMTP_|RESEND_|SENDGRID_|ENGINE$|INNGEST_|INVITE_|TRUSTED_|RATE_|LOG_|METRICS_)/;

/** The environment without any setting of ours, so that what a machine has set decides nothing in a test. */
export function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !OURS.test(name));
  return { NODE_ENV: "production", ...Object.fromEntries(kept) };
}
