import { afterEach, describe, expect, it } from "vitest";
import { type Figures, noFigures } from "@/lib/batches/figures";
import { progressOf, type Sample, withSample, workOf } from "@/lib/batches/progress";
import { setClock } from "@/lib/clock";
import type { BatchDoc } from "@/lib/db/batch-types";
import { newId } from "@/lib/db/ids";
import { attachment } from "@/lib/http/attachment";

afterEach(() => setClock(0));

function list(fields: Partial<BatchDoc> & { invited?: number; skipped?: number; failed?: number } = {}): BatchDoc {
  const { invited = 0, skipped = 0, failed = 0, ...rest } = fields;
  const at = new Date(0);
  return {
    _id: newId(),
    name: "people.csv",
    type: "user",
    account: newId(),
    tenant: newId(),
    source: "csv",
    status: "running",
    header: ["email"],
    columns: ["email"],
    sendEmail: true,
    resend: false,
    defaults: {},
    mostRole: "owner",
    rows: 1000,
    chunks: 3,
    tally: { "0": { invited, skipped, failed } },
    createdBy: { type: "system", id: null, name: "Foyer" },
    ip: null,
    version: 1,
    createdAt: at,
    startedAt: at,
    rowsFinishedAt: null,
    finishedAt: null,
    updatedAt: at,
    ...rest,
  };
}

function mails(delivery: Partial<Figures["delivery"]>): Figures {
  const figures = noFigures();
  return { ...figures, delivery: { ...figures.delivery, ...delivery } };
}

const seconds = (...done: number[]): Sample[] => done.map((count, index) => ({ at: index * 1000, done: count }));

describe("a list's pace", () => {
  it("is what the last seconds showed, a mail that waits being no row done", () => {
    const { rate, secondsLeft } = progressOf(
      list({ invited: 700, skipped: 50, failed: 50 }),
      mails({ queued: 300, sent: 400 }),
      { samples: seconds(100, 200, 300, 400, 500) },
    );
    expect([rate, secondsLeft]).toEqual([100, 5]);
  });

  it("is never promised faster than the provider takes mail, however fast rows went", () => {
    const watched = { samples: seconds(0, 250, 500), quota: { perSecond: 2, heldFor: 0 } };
    expect(progressOf(list({ skipped: 500 }), noFigures(), watched)).toMatchObject({ rate: 250, secondsLeft: 250 });
    // Rows that are yet to be read will need a mail each.
    const half = mails({ queued: 100 });
    expect(progressOf(list({ invited: 100, skipped: 400 }), half, watched).secondsLeft).toBe(300);
  });

  it("is the provider's where nobody has watched yet, with the wait that it asked for", () => {
    const quota = { perSecond: 4, heldFor: 30 };
    const progress = progressOf(list(), noFigures(), { quota });
    expect([progress.rate, progress.secondsLeft]).toEqual([4, 280]);
  });

  it("is unknown where nothing was watched and nothing limits it", () => {
    expect(progressOf(list(), noFigures())).toMatchObject({ rate: 0, secondsLeft: null, finishesAt: null });
    expect(progressOf(list({ sendEmail: false }), noFigures(), { quota: { perSecond: 4, heldFor: 0 } })).toMatchObject({
      rate: 0,
      secondsLeft: null,
    });
  });

  it("falls while nothing happens, and a list that stands still is not promised to end", () => {
    const samples = seconds(0, 100, 200);
    const at = (milliseconds: number) => progressOf(list({ skipped: 200 }), noFigures(), { samples, at: milliseconds });
    expect(at(2_000).rate).toBe(100);
    expect(at(8_000).rate).toBe(25);
    expect(progressOf(list(), noFigures(), { samples: seconds(0, 0, 0, 0) })).toMatchObject({
      rate: 0,
      secondsLeft: null,
    });
  });

  it("stands still only once nothing has moved for some seconds, or the provider asked to wait", () => {
    const still = (samples: Sample[], milliseconds = samples.at(-1)?.at ?? 0, heldFor = 0) =>
      progressOf(list({ skipped: 200 }), noFigures(), {
        samples,
        at: milliseconds,
        quota: { perSecond: null, heldFor },
      }).still;
    expect([still([]), still(seconds(200)), still(seconds(200, 200, 200))]).toEqual([false, false, false]);
    expect(still(seconds(0, 100, 200), 9_000)).toBe(false);
    expect(still(seconds(0, 100, 200), 10_000)).toBe(true);
    expect(still(seconds(...Array(9).fill(200)))).toBe(true);
    expect(still(seconds(0, 100, 200), 2_000, 30)).toBe(true);
  });

  it("stands still also where it is looked at all the time", () => {
    let samples: Sample[] = [];
    for (let at = 0; at <= 30_000; at += 250) samples = withSample(samples, { at, done: 200 });
    expect(progressOf(list({ skipped: 200 }), noFigures(), { samples }).still).toBe(true);
  });

  it("does not fall back while chunks are written faster than they are told", () => {
    const done = (invited: number, delivery: Partial<Figures["delivery"]>) => {
      const figures = mails(delivery);
      figures.outcome.pending = Object.values(figures.delivery).reduce((all, one) => all + one, 0);
      const doc = list({ invited });
      return workOf(doc, progressOf(doc, figures)).done;
    };
    expect(done(400, { queued: 100, sent: 300 })).toBe(300);
    expect(done(400, { queued: 450, sent: 350 })).toBe(350);
    expect(done(800, { queued: 400, sent: 400 })).toBe(400);
  });

  it("waits for somebody in a draft and a pause, and is over at the end", () => {
    const watched = { samples: seconds(0, 100, 200), quota: { perSecond: 4, heldFor: 0 } };
    const of = (status: BatchDoc["status"]) => {
      const { rate, secondsLeft } = progressOf(list({ status }), noFigures(), watched);
      return [rate, secondsLeft];
    };
    expect(of("draft")).toEqual([0, null]);
    expect(of("paused")).toEqual([0, null]);
    expect(of("completed")).toEqual([0, 0]);
    expect(of("cancelled")).toEqual([0, 0]);
  });

  it("names the moment of the end", () => {
    setClock(Date.parse("2026-11-29T10:00:00Z") - Date.now());
    const { finishesAt } = progressOf(list(), noFigures(), { quota: { perSecond: 0.01, heldFor: 0 } });
    expect(finishesAt).toMatch(/^2026-11-30T13:46:40/);
  });

  it("people reached: whose mail was taken and did not come back; without mail, who was invited", () => {
    const figures = mails({ queued: 5, sent: 10, delivered: 20, bounced: 3, failed: 2, unknown: 1 });
    expect(progressOf(list({ invited: 41 }), figures).reached).toBe(30);
    expect(progressOf(list({ invited: 41, sendEmail: false }), noFigures()).reached).toBe(41);
  });
});

describe("samples", () => {
  const kept = (samples: Sample[], sample: Sample) => withSample(samples, sample).map(({ at }) => at / 1000);

  it("are those of ten seconds, or the last one before where little happens", () => {
    expect(kept(seconds(0, 1, 2, 3), { at: 12_000, done: 9 })).toEqual([2, 3, 12]);
    expect(kept(seconds(0, 1, 2, 3), { at: 30_000, done: 9 })).toEqual([3, 30]);
    expect(kept(seconds(0, 1, 2, 3), { at: 90_000, done: 9 })).toEqual([90]);
  });

  it("of more than is done now tell nothing: rows were put back", () => {
    expect(kept(seconds(0, 50, 100), { at: 3_000, done: 60 })).toEqual([0, 1, 3]);
  });
});

describe("the name of a download", () => {
  it.each([
    ["people report", `attachment; filename="people-report.csv"; filename*=UTF-8''people%20report.csv`],
    [
      "Café “Ñandú”, 東京",
      `attachment; filename="Cafe-Nandu.csv"; filename*=UTF-8''Caf%C3%A9%20%E2%80%9C%C3%91and%C3%BA%E2%80%9D%2C%20%E6%9D%B1%E4%BA%AC.csv`,
    ],
    [
      '../../etc/pass"wd\r\nX: 1',
      `attachment; filename="etc-pass-wd-X-1.csv"; filename*=UTF-8''etc%20pass%20wd%20X%201.csv`,
    ],
    ["東京", `attachment; filename="foyer.csv"; filename*=UTF-8''%E6%9D%B1%E4%BA%AC.csv`],
    ["...", `attachment; filename="foyer.csv"; filename*=UTF-8''foyer.csv`],
    ["it's (new)*", `attachment; filename="it-s-new.csv"; filename*=UTF-8''it%27s%20%28new%29.csv`],
  ])("of %j is safe, and what it was where it can be", (name, header) => {
    expect(attachment(name, ".csv")).toBe(header);
  });
});
