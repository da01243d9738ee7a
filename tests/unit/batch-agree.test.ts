import { describe, expect, it } from "vitest";
import { agreeing } from "@/lib/batches/agree";
import { type Figures, noFigures } from "@/lib/batches/figures";
import type { BatchStatus } from "@/lib/db/batch-types";

const sum = (of: Record<string, number>) => Object.values(of).reduce((all, one) => all + one, 0);

function agreed(
  invited: number,
  outcome: Partial<Figures["outcome"]>,
  delivery: Partial<Figures["delivery"]> = {},
  { status = "running", sendEmail = true }: { status?: BatchStatus; sendEmail?: boolean } = {},
): Figures {
  const none = noFigures();
  const counts = { total: 10_000, queued: 10_000 - invited, invited, skipped: 0, failed: 0 };
  return agreeing({ status, sendEmail }, counts, {
    outcome: { ...none.outcome, ...outcome },
    delivery: { ...none.delivery, ...delivery },
  });
}

describe("the figures of a list whose last chunks are not told yet", () => {
  it("leave out the newest, who wait for their mail", () => {
    const { outcome, delivery } = agreed(2400, { pending: 2790, accepted: 10 }, { queued: 2500, sent: 300 });
    expect(outcome).toEqual({ pending: 2390, accepted: 10, declined: 0, cancelled: 0, expired: 0 });
    expect(delivery).toMatchObject({ queued: 2100, sent: 300 });
  });

  it("leave out mails that were sent already where no more wait, and answers that were that quick", () => {
    const { outcome, delivery } = agreed(
      100,
      { pending: 50, accepted: 350 },
      { queued: 10, sent: 200, delivered: 190 },
    );
    expect(outcome).toMatchObject({ pending: 0, accepted: 100 });
    expect(delivery).toMatchObject({ queued: 0, sent: 0, delivered: 100 });
  });

  it("never are below nothing", () => {
    const { outcome, delivery } = agreed(0, { pending: 3, declined: 2 }, { queued: 1, bounced: 4 });
    expect([sum(outcome), sum(delivery)]).toEqual([0, 0]);
    expect(Math.min(...Object.values(outcome), ...Object.values(delivery))).toBe(0);
  });

  it("without mail take none off what was sent by hand since", () => {
    const { outcome, delivery } = agreed(10, { pending: 14 }, { queued: 1, sent: 2 }, { sendEmail: false });
    expect(outcome.pending).toBe(10);
    expect(delivery).toMatchObject({ queued: 1, sent: 2 });
  });

  it("count a mail once that moved on while it was counted", () => {
    const { delivery } = agreed(100, { pending: 100 }, { queued: 60, sent: 42 }, { status: "mailing" });
    expect(delivery).toMatchObject({ queued: 58, sent: 42 });
  });
});

describe("figures that agree", () => {
  it("stay as they are", () => {
    const outcome = { pending: 60, accepted: 20, declined: 5, cancelled: 10, expired: 5 };
    const delivery = { queued: 0, sent: 10, delivered: 80, bounced: 5, failed: 3, unknown: 2 };
    expect(agreed(100, outcome, delivery, { status: "completed" })).toEqual({ outcome, delivery });
  });

  it("of a cancelled list keep those it took back, who are no longer among the invited", () => {
    const outcome = { pending: 5, accepted: 1, declined: 0, cancelled: 30, expired: 0 };
    const delivery = { ...noFigures().delivery, sent: 7 };
    expect(agreed(7, outcome, delivery, { status: "cancelled" })).toEqual({ outcome, delivery });
  });

  it("of one that is taking back never are more than its counts", () => {
    const figures = agreed(300, { pending: 450, cancelled: 50 }, { queued: 400, sent: 50 }, { status: "cancelled" });
    expect(figures.outcome).toMatchObject({ pending: 300, cancelled: 50 });
    expect(figures.delivery).toMatchObject({ queued: 250, sent: 50 });
  });
});
