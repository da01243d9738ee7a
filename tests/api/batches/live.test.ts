import { afterEach, describe, expect, it, vi } from "vitest";
import { GET } from "@/app/v1/batches/[id]/events/route";
import type { Actor } from "@/lib/auth/actor";
import { userActor } from "@/lib/auth/session";
import { closeStreams, streamProgress } from "@/lib/batches/progress-stream";
import type { BatchProgress } from "@/lib/batches/schema";
import { readRun } from "@/lib/console/run";
import type { BatchDoc } from "@/lib/db/batch-types";
import { batches, invitations } from "@/lib/db/client";
import { get } from "../../support/api";
import { address, createMember, createTenant, type Tenant } from "../../support/factories";
import { type PutRow, putInvitation, putList } from "../../support/lists";

interface Event {
  id: string;
  event: string;
  data: BatchProgress;
}

const row = (status?: "invited"): PutRow => ({
  cells: [address("ana"), ""],
  ...(status ? { result: { status, code: null, reason: null } } : {}),
});

/** Reads events as a browser would. */
class Reader {
  #text = "";
  #reader: ReadableStreamDefaultReader<Uint8Array>;
  comments = 0;

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader();
  }

  /** The next event; null once the stream has ended. */
  async next(): Promise<Event | null> {
    for (;;) {
      const end = this.#text.indexOf("\n\n");
      if (end >= 0) {
        const block = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 2);
        const fields = new Map(
          block.split("\n").map((line) => [line.split(":")[0], line.slice(line.indexOf(":") + 2)]),
        );
        if (block.startsWith(":")) this.comments += 1;
        const [id, event, data] = ["id", "event", "data"].map((name) => fields.get(name));
        if (id && event && data) return { id, event, data: JSON.parse(data) as BatchProgress };
        continue;
      }
      const { value, done } = await this.#reader.read();
      if (done) return null;
      this.#text += new TextDecoder().decode(value);
    }
  }

  async until(wanted: (event: Event) => boolean): Promise<Event> {
    for (;;) {
      const event = await this.next();
      if (!event) throw new Error("The stream ended before");
      if (wanted(event)) return event;
    }
  }

  close(): Promise<void> {
    return this.#reader.cancel();
  }
}

const opened: Reader[] = [];
const gone = new AbortController();

afterEach(async () => {
  for (const reader of opened.splice(0)) await reader.close();
});

async function watch(
  tenant: Tenant,
  id: BatchDoc["_id"],
  options: Partial<Parameters<typeof streamProgress>[2]> = {},
): Promise<Reader> {
  const actor: Actor = userActor(tenant.owner, null);
  const stream = await streamProgress(actor, id, {
    lastEventId: null,
    renew: async () => actor,
    signal: gone.signal,
    ...options,
  });
  if (!stream) throw new Error("There is a stream");
  const reader = new Reader(stream);
  opened.push(reader);
  return reader;
}

const change = (id: BatchDoc["_id"], $set: Partial<BatchDoc>) =>
  batches().updateOne({ _id: id }, { $set, $inc: { version: 1 } });

describe("GET /v1/batches/:id/events", () => {
  it("tells the present state at once, and each change as it happens, as the batch with its pace", async () => {
    const acme = await createTenant();
    const { batch } = await putList(acme, [[row(), row()]], { status: "queued" });
    const reader = await watch(acme, batch._id);
    const first = await reader.next();
    expect(first).toMatchObject({ id: "1", event: "progress", data: { status: "queued", rate: 0, reached: 0 } });
    expect(first?.data.counts).toEqual({ total: 2, queued: 2, invited: 0, skipped: 0, failed: 0 });
    await change(batch._id, { status: "running", tally: { "0": { invited: 1, skipped: 0, failed: 0 } } });
    const second = await reader.next();
    expect(second).toMatchObject({ id: "2", data: { status: "running", counts: { queued: 1, invited: 1 } } });
  });

  it("done once, and then it ends; whoever comes then is told the same, and with its id 204", async () => {
    const acme = await createTenant();
    const { batch, id } = await putList(acme, [[row("invited")]], { status: "mailing" });
    const reader = await watch(acme, batch._id);
    await reader.next();
    await change(batch._id, { status: "completed", finishedAt: new Date() });
    const done = await reader.next();
    expect(done).toMatchObject({ event: "done", data: { status: "completed", secondsLeft: 0 } });
    expect(await reader.next()).toBeNull();

    const later = await get(`/v1/batches/${id}/events`, { as: acme.key, headers: { "last-event-id": "1" } });
    expect(later.status).toBe(200);
    expect(Object.fromEntries(later.headers)).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    });
    expect(later.text).toMatch(/^retry: \d+\n\nid: \S+\nevent: done\ndata: \{.*\}\n\n$/);
    // What became of a mail was heard of after the end.
    await batches().updateOne({ _id: batch._id }, { $inc: { version: 1 } });
    const comeBack = () =>
      get(`/v1/batches/${id}/events`, { as: acme.key, headers: { "last-event-id": done?.id ?? "" } });
    const again = await comeBack();
    expect([again.status, again.text]).toEqual([204, ""]);
    // Tried again and at an end once more: another end than the one that it was told of.
    await change(batch._id, { finishedAt: new Date(Date.now() + 1_000) });
    expect((await comeBack()).text).toContain("event: done");
    await change(batch._id, { status: "running", finishedAt: null });
    const moving = await watch(acme, batch._id, { lastEventId: done?.id ?? "" });
    expect(await moving.next()).toMatchObject({ event: "progress", data: { status: "running" } });
  });

  it("a cancelled list is done when what could be taken back was", async () => {
    const acme = await createTenant();
    const { batch } = await putList(acme, [[row()]], { status: "cancelled", stopping: true });
    const reader = await watch(acme, batch._id);
    expect(await reader.next()).toMatchObject({ event: "progress", data: { status: "cancelled" } });
    await batches().updateOne({ _id: batch._id }, { $unset: { stopping: "" }, $inc: { version: 1 } });
    expect(await reader.next()).toMatchObject({ event: "done" });
  });

  it("comes back with Last-Event-ID: nothing twice, nothing lost", async () => {
    const acme = await createTenant();
    const { batch } = await putList(acme, [[row()]]);
    const reader = await watch(acme, batch._id);
    const first = await reader.next();
    await reader.close();
    // The client has this state: the next one is told first.
    const same = await watch(acme, batch._id, { lastEventId: first?.id ?? "" });
    await change(batch._id, { name: "second" });
    expect(await same.next()).toMatchObject({ id: "2", data: { name: "second" } });
    await same.close();
    // Meanwhile it changed: the present state is told at once.
    await change(batch._id, { name: "third" });
    const late = await watch(acme, batch._id, { lastEventId: "2" });
    expect(await late.next()).toMatchObject({ id: "3", data: { name: "third" } });
  });

  it("what became of mails is told with the next version", async () => {
    const acme = await createTenant();
    const { batch } = await putList(acme, [[row("invited")]], { status: "mailing" });
    const { _id } = await putInvitation(acme, { email: address("ana"), batch: batch._id });
    const reader = await watch(acme, batch._id);
    expect((await reader.next())?.data.delivery).toMatchObject({ queued: 1, sent: 0 });
    await invitations().updateOne({ _id }, { $set: { "delivery.status": "sent" } });
    await batches().updateOne({ _id: batch._id }, { $inc: { version: 1 } });
    expect((await reader.until(({ id }) => id === "2")).data).toMatchObject({
      delivery: { queued: 0, sent: 1 },
      reached: 1,
    });
  });

  it("never tells of more answers or mails than people invited, also while a chunk is not told yet", async () => {
    const acme = await createTenant();
    const { batch, id } = await putList(acme, [
      [row("invited"), row("invited")],
      [row(), row()],
    ]);
    const put = (status: "queued" | "sent") =>
      putInvitation(acme, {
        email: address("ana"),
        batch: batch._id,
        delivery: { status, transport: null, at: new Date() },
      });
    // The second chunk is written, and its list does not know of it yet.
    await Promise.all([put("sent"), put("queued"), put("queued"), put("queued")]);
    const agreed = {
      counts: { total: 4, queued: 2, invited: 2, skipped: 0, failed: 0 },
      outcome: { pending: 2, accepted: 0 },
      delivery: { queued: 1, sent: 1 },
    };
    expect((await get(`/v1/batches/${id}`, { as: acme.key })).body).toMatchObject(agreed);
    expect((await get("/v1/batches", { as: acme.key })).body).toMatchObject({ data: [agreed] });
    const reader = await watch(acme, batch._id);
    expect((await reader.next())?.data).toMatchObject({ ...agreed, reached: 1 });
    const run = await readRun(userActor(acme.owner, null), acme.account._id, batch._id);
    expect(run?.batch).toMatchObject({ ...agreed, reached: 1 });
    await change(batch._id, { tally: { ...batch.tally, "1": { invited: 2, skipped: 0, failed: 0 } } });
    expect((await reader.next())?.data).toMatchObject({
      counts: { queued: 0, invited: 4 },
      outcome: { pending: 4 },
      delivery: { queued: 3, sent: 1 },
    });
  });

  it("however much happens and whoever watches, a list is read and told four times a second at most", async () => {
    const acme = await createTenant();
    const { batch } = await putList(acme, [[row()]]);
    const readers = await Promise.all([1, 2, 3].map(() => watch(acme, batch._id)));
    for (const reader of readers) await reader.next();
    const find = vi.spyOn(batches(), "findOne");
    const started = performance.now();
    let version = 1;
    while (performance.now() - started < 1_000) {
      await change(batch._id, {});
      version += 1;
    }
    const counts = await Promise.all(
      readers.map(async (reader) => {
        let count = 1;
        while ((await reader.next())?.id !== String(version)) count += 1;
        return count;
      }),
    );
    const most = (performance.now() - started) / 250 + 1;
    expect(version).toBeGreaterThan(20);
    expect(Math.max(...counts)).toBeLessThanOrEqual(most);
    expect(find.mock.calls.length).toBeLessThanOrEqual(most);
    find.mockRestore();
  });

  it("one change stream for all who watch, gone with the last of them", async () => {
    const acme = await createTenant();
    const lists = await Promise.all([1, 2, 3].map(() => putList(acme, [[row()]])));
    const readers = await Promise.all(lists.map(({ batch }) => watch(acme, batch._id)));
    for (const reader of readers) await reader.next();
    await untilOpen(1);
    for (const reader of readers) await reader.close();
    await untilOpen(0);
  });

  it("a change stream that breaks off is opened anew, and what happened meanwhile is told", async () => {
    const acme = await createTenant();
    const { batch } = await putList(acme, [[row()]]);
    const reader = await watch(acme, batch._id);
    await reader.next();
    await breakOff(async () => {
      await change(batch._id, { name: "meanwhile" });
    });
    expect(await reader.until(({ id }) => id === "2")).toMatchObject({ data: { name: "meanwhile" } });
    await change(batch._id, { name: "afterwards" });
    expect(await reader.until(({ id }) => id === "3")).toMatchObject({ data: { name: "afterwards" } });
  });

  it("who reads slowly is told the newest state, not all that were missed", async () => {
    const acme = await createTenant();
    const { batch } = await putList(acme, [[row()]]);
    const [slow, fast] = [await watch(acme, batch._id), await watch(acme, batch._id)];
    for (let version = 2; version <= 7; version += 1) {
      await change(batch._id, {});
      await fast.until(({ id }) => id === String(version));
    }
    const seen: string[] = [];
    await slow.until(({ id }) => seen.push(id) > 0 && id === "7");
    expect(seen.length).toBeLessThan(5);
  });

  it("says something every so often, and ends with the access of who watches", async () => {
    const acme = await createTenant();
    const { batch } = await putList(acme, [[row()]]);
    let may = true;
    const actor = userActor(acme.owner, null);
    const renew = async () => (may ? actor : null);
    const reader = await watch(acme, batch._id, { renew, heartbeatMs: 20, recheckMs: 60 });
    await reader.next();
    const ended = reader.next();
    await vi.waitFor(() => expect(reader.comments).toBeGreaterThan(5));
    may = false;
    expect(await ended).toBeNull();
    const stranger = userActor((await createTenant()).owner, null);
    const other = await watch(acme, batch._id, { renew: async () => stranger, recheckMs: 20 });
    expect(await other.until(() => true)).toBeTruthy();
    expect(await other.next()).toBeNull();
  });

  it("leaves nothing behind when the client goes away", async () => {
    const acme = await createTenant();
    const { batch, id } = await putList(acme, [[row()]]);
    const leaving = new AbortController();
    const request = new Request(`http://localhost:3000/v1/batches/${id}/events`, {
      headers: { authorization: `Bearer ${acme.key}` },
      signal: leaving.signal,
    });
    const response = await GET(request, { params: Promise.resolve({ id: batch._id.toHexString() }) });
    if (!response.body) throw new Error("There is a stream");
    const reader = new Reader(response.body);
    await reader.next();
    leaving.abort();
    expect(await reader.next()).toBeNull();
    await untilOpen(0);
  });

  it("404 for a stranger, 403 for a member", async () => {
    const acme = await createTenant();
    const { id } = await putList(acme, [[row()]]);
    expect((await get(`/v1/batches/${id}/events`, { as: (await createTenant()).key })).code).toBe("not_found");
    expect((await get(`/v1/batches/${id}/events`, { as: (await createMember(acme, "member")).cookie })).code).toBe(
      "forbidden",
    );
  });

  // The last one here: the process then takes no more.
  it("ends at shutdown, also what is asked for after it", async () => {
    const acme = await createTenant();
    const { batch } = await putList(acme, [[row()]]);
    const reader = await watch(acme, batch._id);
    await reader.next();
    closeStreams();
    expect(await reader.next()).toBeNull();
    expect(await (await watch(acme, batch._id)).next()).toBeNull();
    await untilOpen(0);
  });
});

/**
 * The database ends a cursor with the look that is under way, which waits for a second; and where a look begins or ends as
 * the cursors are told, it may tell of one twice, or not at all.
 */
function untilOpen(count: number): Promise<Cursor[]> {
  return vi.waitFor(
    async () => {
      const found = await changeStreams();
      expect(found).toHaveLength(count);
      return found;
    },
    { timeout: 20_000, interval: 100 },
  );
}

interface Cursor {
  cursorId: unknown;
}

/** The change streams on lists that the database keeps for this file's database. */
async function changeStreams(): Promise<Cursor[]> {
  const { cursor } = await batches()
    .db.admin()
    .command({
      aggregate: 1,
      pipeline: [{ $currentOp: { idleCursors: true, allUsers: true } }, { $match: { ns: batches().namespace } }],
      cursor: {},
    });
  return (cursor.firstBatch as { cursor?: Cursor }[])
    .flatMap((op) => op.cursor ?? [])
    .filter((one) => JSON.stringify(one).includes("$changeStream"));
}

/** Kills the change stream's cursor, as a new primary would. */
async function breakOff(before: () => Promise<void>): Promise<void> {
  const found = await untilOpen(1);
  await before();
  await batches().db.command({ killCursors: batches().collectionName, cursors: found.map(({ cursorId }) => cursorId) });
}
