import path from "node:path";
import { describe, expect, it } from "vitest";
import { EnvError, readSettings } from "@/lib/env";

function problemsOf(source: Record<string, string>): string[] {
  try {
    readSettings(source);
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.problems.map(({ name }) => name).sort();
    throw error;
  }
}

describe("settings", () => {
  it("need nothing set", () => {
    expect(readSettings({ NODE_ENV: "production" })).toMatchObject({
      appUrl: "http://localhost:3000",
      port: 3000,
      host: "127.0.0.1",
      appSecret: null,
      mongodbUri: null,
      dataDir: path.resolve(".data"),
      owner: null,
      mail: { transport: "mailbox", smtpUrl: null },
      engine: "embedded",
      inviteTtlDays: 7,
      trustedProxies: 0,
      rateLimits: true,
      logLevel: "info",
      production: true,
    });
  });

  it("count as unset when empty", () => {
    expect(readSettings({ PORT: "", APP_URL: " ", RATE_LIMITS: "" })).toMatchObject({ port: 3000, rateLimits: true });
  });

  it("are judged together: every problem at once, rules between settings included", () => {
    const wrong = {
      NODE_ENV: "production",
      APP_URL: "acme",
      PORT: "65536",
      MONGODB_URI: "postgres://db/foyer",
      OWNER_EMAIL: "rui@acme.example",
      MAIL_TRANSPORT: "smtp",
      MAIL_RATE: "0",
      INVITE_TTL_DAYS: "91",
      TRUSTED_PROXIES: "-1",
      RATE_LIMITS: "maybe",
      LOG_LEVEL: "loud",
      ENGINE: "cron",
    };
    expect(problemsOf(wrong)).toEqual(
      [
        "APP_SECRET",
        "APP_URL",
        "ENGINE",
        "INVITE_TTL_DAYS",
        "LOG_LEVEL",
        "MAIL_RATE",
        "MONGODB_URI",
        "OWNER_ACCOUNT",
        "OWNER_PASSWORD",
        "PORT",
        "RATE_LIMITS",
        "SMTP_URL",
        "TRUSTED_PROXIES",
      ].sort(),
    );
  });

  it("name each problem in the message and never repeat a secret", () => {
    const wrong = { APP_SECRET: "hunter2", OWNER_EMAIL: "rui@acme.example", OWNER_PASSWORD: "opensesame" };
    const error = expectEnvError(() => readSettings(wrong));
    expect(error.message).toMatch(/APP_SECRET: must have at least 32 bytes/);
    expect(error.message).toMatch(/OWNER_ACCOUNT: is missing/);
    expect(error.message).not.toMatch(/hunter2|opensesame/);
  });

  it.each([
    ["INVITE_TTL_DAYS", ["1", "90"], ["0", "91", "1.5", "seven", "-1"]],
    ["PORT", ["1", "65535"], ["0", "65536", "3e3"]],
    ["TRUSTED_PROXIES", ["none", "0", "2"], ["all", "-1"]],
    ["MAIL_RATE", ["0.5", "100"], ["0", "-1", "fast"]],
    ["RATE_LIMITS", ["on", "off"], ["true"]],
    [
      "APP_URL",
      ["https://a.example", "http://localhost:1/"],
      ["a.example", "ftp://a.example", "https://a.example/foyer"],
    ],
    ["MONGODB_URI", ["mongodb://a,b/c?replicaSet=d", "mongodb+srv://a/b"], ["mongodb://", "http://a"]],
    ["MAIL_FROM", ["a@b.example", "Acme <a@b.example>"], ["Acme", "a@b.example, c@d.example", "Acme <a@b.example"]],
    ["APP_SECRET", ["x".repeat(32), "é".repeat(16)], ["x".repeat(31)]],
    [
      "RESEND_WEBHOOK_SECRET",
      ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
      ["whsec_x", "whsec_not base64"],
    ],
    [
      "SENDGRID_WEBHOOK_PUBLIC_KEY",
      [`MFkw${"A".repeat(118)}==`, `-----BEGIN PUBLIC KEY-----\nMFkw${"A".repeat(118)}==\n-----END PUBLIC KEY-----`],
      ["-----BEGIN PUBLIC KEY-----", "MFkw"],
    ],
    [
      "SENDGRID_TEMPLATES",
      ["{}", '{"invite-user":"d-0123"}'],
      ["invite-user", '["d-0123"]', '{"invite":"d-0123"}', '{"invite-user":"0123"}', '{"toString":"d-0123"}'],
    ],
  ])("%s takes %j and refuses %j", (name, good, bad) => {
    for (const value of good) expect(problemsOf({ [name]: value })).toEqual([]);
    for (const value of bad) expect(problemsOf({ [name]: value })).toEqual([name]);
  });

  it("take the slash off APP_URL", () => {
    expect(readSettings({ APP_URL: "https://invite.acme.example/" }).appUrl).toBe("https://invite.acme.example");
  });
});

describe("with MONGODB_URI in production", () => {
  const given = { NODE_ENV: "production", MONGODB_URI: "mongodb://db/foyer", APP_SECRET: "x".repeat(32) };

  it("a secret and a transport have to be named", () => {
    expect(problemsOf({ NODE_ENV: "production", MONGODB_URI: given.MONGODB_URI })).toEqual([
      "APP_SECRET",
      "MAIL_TRANSPORT",
    ]);
  });

  it("the mailbox has to be asked for", () => {
    expect(problemsOf(given)).toEqual(["MAIL_TRANSPORT"]);
    expect(readSettings({ ...given, MAIL_TRANSPORT: "mailbox" }).mail.transport).toBe("mailbox");
  });

  it.each([
    ["smtp", { SMTP_URL: "smtp://localhost:2525" }],
    ["resend", { RESEND_API_KEY: "re_1" }],
    ["sendgrid", { SENDGRID_API_KEY: "SG.1" }],
  ])("a transport's own setting names it: %s", (transport, own) => {
    expect(readSettings({ ...given, ...own }).mail.transport).toBe(transport);
  });

  it("settings of two transports want the one named, and the one named wants its own", () => {
    const two = { ...given, RESEND_API_KEY: "re_1", SENDGRID_API_KEY: "SG.1" };
    expect(problemsOf(two)).toEqual(["MAIL_TRANSPORT"]);
    expect(readSettings({ ...two, MAIL_TRANSPORT: "sendgrid" }).mail.transport).toBe("sendgrid");
    expect(problemsOf({ ...given, MAIL_TRANSPORT: "resend" })).toEqual(["RESEND_API_KEY"]);
    expect(problemsOf({ ...given, MAIL_TRANSPORT: "sendgrid", RESEND_API_KEY: "re_1" })).toEqual(["SENDGRID_API_KEY"]);
  });
});

function expectEnvError(run: () => unknown): EnvError {
  try {
    run();
  } catch (error) {
    if (error instanceof EnvError) return error;
  }
  throw new Error("An EnvError was expected.");
}

describe("with Inngest in production", () => {
  const given = { NODE_ENV: "production", ENGINE: "inngest" };
  const key = { INNGEST_SIGNING_KEY: "signkey-prod-0123456789abcdef" };

  it("calls have to be signed, whatever chose the engine", () => {
    expect(problemsOf(given)).toEqual(["INNGEST_SIGNING_KEY"]);
    expect(problemsOf({ NODE_ENV: "production", INNGEST_EVENT_KEY: "k" })).toEqual(["INNGEST_SIGNING_KEY"]);
    expect(problemsOf({ NODE_ENV: "production", INNGEST_DEV: "1" })).toEqual(["INNGEST_SIGNING_KEY"]);
    expect(readSettings({ ...given, ...key }).engine).toBe("inngest");
    expect(readSettings({ ENGINE: "inngest" }).engine).toBe("inngest");
  });

  it("the development server, whose calls are not signed, is for an address of this machine alone", () => {
    const dev = { ...given, ...key, INNGEST_DEV: "http://127.0.0.1:8288" };
    expect(problemsOf(dev)).toEqual([]);
    expect(problemsOf({ ...dev, APP_URL: "http://localhost:3000" })).toEqual([]);
    expect(problemsOf({ ...dev, APP_URL: "https://invite.acme.example" })).toEqual(["INNGEST_DEV"]);
    expect(problemsOf({ ...dev, APP_URL: "https://invite.acme.example", INNGEST_DEV: "0" })).toEqual([]);
    expect(problemsOf({ ...dev, NODE_ENV: "development", APP_URL: "https://invite.acme.example" })).toEqual([]);
  });
});
