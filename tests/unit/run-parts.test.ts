import { describe, expect, it } from "vitest";
import { paceOf, partsOf, statusOfList, withPaceOf } from "@/components/console/run-words";
import { noFigures } from "@/lib/batches/figures";
import type { BatchProgress } from "@/lib/batches/schema";

type Parted = Pick<BatchProgress, "counts" | "delivery" | "sendEmail" | "meant">;

function list(meant: number, invited: number, delivery: Partial<BatchProgress["delivery"]>): BatchProgress {
  const parted: Parted = {
    counts: { total: 4000, queued: 0, invited, skipped: 0, failed: 0 },
    delivery: { ...noFigures().delivery, ...delivery },
    sendEmail: true,
    meant,
  };
  return parted as BatchProgress;
}

describe("the parts of a list's bar", () => {
  it("add up to all whom it is for, those whom a stopped list never reached among them", () => {
    const parts = partsOf(list(4000, 346, { sent: 300, delivered: 36, bounced: 7, unknown: 3 }));
    expect(parts).toEqual({ people: 4000, delivered: 36, taken: 300, trouble: 7, unknown: 3, waiting: 3654 });
  });

  it("count those who wait for their mail as to go, and leave out whom somebody cancelled before it left", () => {
    expect(partsOf(list(100, 50, { queued: 20, sent: 25 }))).toMatchObject({ people: 95, taken: 25, waiting: 70 });
  });

  it("without mail are who was invited and who was not", () => {
    const parts = partsOf({ ...list(100, 50, {}), sendEmail: false });
    expect(parts).toMatchObject({ people: 100, delivered: 50, waiting: 50 });
  });
});

describe("the pace of a list in words", () => {
  const unknown = { rate: 0, secondsLeft: null, still: false, finishesAt: null };
  const mailing = { ...list(4000, 4000, { queued: 3000, sent: 1000 }), status: "mailing" as const, ...unknown };

  it("waits to go on only where it stands still; before that it is being measured", () => {
    expect(paceOf(mailing, false)).toEqual({ rate: "", left: "" });
    expect(paceOf(mailing, true)).toEqual({ rate: "", left: "measuring the pace" });
    expect(paceOf({ ...mailing, still: true }, true)).toEqual({ rate: "", left: "waiting to go on" });
    expect(paceOf({ ...mailing, rate: 470, secondsLeft: 6 }, true).rate).toBe("470 a second");
  });

  it("stays what it was while the page is drawn anew", () => {
    const told = { ...mailing, rate: 470, secondsLeft: 300 };
    const drawn = { ...mailing, delivery: { ...mailing.delivery, queued: 2000, sent: 2000 } };
    expect(withPaceOf(drawn, told)).toEqual({ ...drawn, rate: 470, secondsLeft: 300 });
  });
});

describe("the word of a list", () => {
  it("tells a draft that was discarded from a list that was stopped", () => {
    const at = new Date().toISOString();
    expect(statusOfList({ status: "cancelled", startedAt: null }).word).toBe("Discarded");
    expect(statusOfList({ status: "cancelled", startedAt: at }).word).toBe("Stopped");
  });
});
