import { ObjectId } from "mongodb";
import { NextRequest } from "next/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mails, meta, transact } from "@/lib/db/client";
import { engineStatus, startEngine, stopEngine } from "@/lib/engine/embedded";
import { sweepWhenDue } from "@/lib/engine/sweep";
import { wakeOutbox } from "@/lib/engine/wake";
import { forgetEnv } from "@/lib/env";
import { queueMail } from "@/lib/mail/queue";
import { MailSink } from "../support/mail-sink";

let sink: MailSink;

const queue = (email: string) =>
  transact((session) =>
    queueMail(session, {
      kind: "password-changed",
      account: new ObjectId(),
      to: { email, name: "" },
      locale: "en",
      data: {},
    }),
  );

beforeAll(async () => {
  sink = await MailSink.open();
  process.env.MAIL_TRANSPORT = "smtp";
  process.env.SMTP_URL = sink.url;
  forgetEnv();
});

afterAll(async () => {
  await stopEngine();
  await sink.close();
});

describe("the embedded engine", () => {
  it("is not ready before it has started, and is afterwards", () => {
    expect(engineStatus()).toMatchObject({ ok: false, engine: "embedded" });
    startEngine();
    startEngine();
    expect(engineStatus()).toMatchObject({ ok: true, engine: "embedded" });
  });

  it("sends at once what it is woken for, and finds by itself what it is not", async () => {
    await queue("first@x.example");
    wakeOutbox();
    await sink.lastTo("first@x.example");
    await queue("second@x.example");
    await sink.lastTo("second@x.example", 4_000);
    expect(sink.all()).toHaveLength(2);
  });

  it("sends each mail once while it is woken without pause", async () => {
    sink.clear();
    const emails = Array.from({ length: 30 }, (_, index) => `n${index}@x.example`);
    await Promise.all(emails.map((email) => queue(email).then(wakeOutbox)));
    await sink.waitFor(() => true, { count: 30 });
    while (await mails().findOne({ status: { $ne: "sent" } })) wakeOutbox();
    expect(sink.all().map(({ envelope }) => envelope.to[0])).toHaveLength(30);
    expect(new Set(sink.all().map(({ envelope }) => envelope.to[0]))).toEqual(new Set(emails));
  });

  it("stops: nothing is begun any more, and what was under way is recorded", async () => {
    sink.clear();
    await queue("last@x.example");
    wakeOutbox();
    await sink.lastTo("last@x.example");
    await stopEngine();
    expect(engineStatus().ok).toBe(false);
    expect(await mails().countDocuments({ status: "sending" })).toBe(0);
    const waiting = await queue("later@x.example");
    wakeOutbox();
    expect((await mails().findOne({ _id: waiting }))?.status).toBe("queued");
  });
});

describe("the sweep", () => {
  it("of twenty copies that look at once, one sweeps; the next turn comes within a minute", async () => {
    await meta().deleteMany({});
    const look = () => Promise.all(Array.from({ length: 20 }, (_, copy) => sweepWhenDue(`copy-${copy}`)));
    expect((await look()).filter(Boolean)).toHaveLength(1);
    expect((await look()).filter(Boolean)).toHaveLength(0);
    const turn = await meta().findOne({ _id: "engine:sweep" });
    expect(turn?.until).toSatisfy((until: Date) => until.getTime() < Date.now() + 60_000);
    await meta().updateOne({ _id: "engine:sweep" }, { $set: { until: new Date(Date.now() - 1) } });
    expect((await look()).filter(Boolean)).toHaveLength(1);
  });
});

describe("the Inngest engine", () => {
  const call = (id: string, name: string) => {
    const event = { name, data: {}, id: "1", ts: Date.now() };
    const ctx = { fn_id: `foyer-${id}`, run_id: "run", attempt: 0, stack: { stack: [], current: 0 } };
    return new NextRequest(`http://localhost:3000/api/inngest?fnId=foyer-${id}&stepId=step`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ctx, event, events: [event], steps: {}, version: 1, use_api: false }),
    });
  };

  it("is not mounted beside the embedded one, and calls the same functions where it is chosen", async () => {
    process.env.INNGEST_DEV = "1";
    process.env.ENGINE = "embedded";
    forgetEnv();
    const { GET, POST } = await import("@/app/api/inngest/route");
    const look = () => GET(new NextRequest("http://localhost:3000/api/inngest"), {});
    expect((await look()).status).toBe(404);
    expect((await POST(call("outbox", "foyer/mail.queued"), {})).status).toBe(404);

    process.env.ENGINE = "inngest";
    forgetEnv();
    // Five, and what one of them does when it has failed for good.
    expect(await (await look()).json()).toMatchObject({ function_count: 6 });
    sink.clear();
    await queue("by-inngest@x.example");
    expect((await POST(call("outbox", "foyer/mail.queued"), {})).status).toBe(206);
    await sink.lastTo("by-inngest@x.example");
    await meta().deleteMany({});
    expect((await POST(call("sweep", "inngest/scheduled.timer"), {})).status).toBe(206);
    expect(await meta().findOne({ _id: "engine:sweep" })).toMatchObject({ by: expect.stringMatching(/^inngest:run /) });
    expect(engineStatus()).toMatchObject({ ok: true, engine: "inngest" });
  });
});
