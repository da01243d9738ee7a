import { type Collection, ObjectId } from "mongodb";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { type PrefixSearch, prefixSearch } from "@/lib/prefix-search";

interface Doc {
  _id: ObjectId;
  owner: string;
  a: string;
  b: string;
  c: string | null;
}

type Key = "a" | "b" | "c";

const KEYS: Key[] = ["a", "b", "c"];
const OWNER = "us";

const people = (): Collection<Doc> => database().collection<Doc>("prefix_search_tests");

async function fill(docs: Partial<Doc>[]): Promise<Doc[]> {
  const full = docs.map((doc) => ({ _id: new ObjectId(), owner: OWNER, a: "", b: "", c: null, ...doc }));
  if (full.length > 0) await people().insertMany(full);
  return full;
}

type Wanted = Partial<Pick<PrefixSearch<Doc>, "prefix" | "limit" | "keep" | "filter">> & { keys?: Key[] };

/** Every page, one after another; all but the last have to be full. */
async function readAll({ prefix = "", limit = 3, keys = KEYS, filter = { owner: OWNER }, keep }: Wanted) {
  const pages: Doc[][] = [];
  let cursor: string | undefined;
  do {
    const search = { collection: people(), filter, keys, prefix, limit, cursor, ...(keep ? { keep } : {}) };
    const { docs, nextCursor } = await prefixSearch<Doc>(search);
    pages.push(docs);
    if (nextCursor) expect(docs).toHaveLength(limit);
    cursor = nextCursor ?? undefined;
    expect(pages.length).toBeLessThan(1000);
  } while (cursor !== undefined);
  return pages.flat().map(({ _id }) => _id.toHexString());
}

/** As MongoDB orders texts. */
const bytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** What has to come out, found by looking at everything. */
function model(docs: Doc[], { prefix = "", keys = KEYS, keep = () => true }: Wanted): string[] {
  return docs
    .flatMap((doc) => {
      const matching = keys
        .filter((key) => keep(doc, key))
        .flatMap((key) => (typeof doc[key] === "string" && doc[key].startsWith(prefix) ? [doc[key]] : []))
        .sort(bytes);
      return doc.owner === OWNER && matching[0] !== undefined ? [{ id: doc._id.toHexString(), key: matching[0] }] : [];
    })
    .sort((x, y) => bytes(x.key, y.key) || (x.id < y.id ? -1 : 1))
    .map(({ id }) => id);
}

const LETTERS = ["a", "b", "é", "z", " ", "\uffff", "\u{10400}", "\u{1f600}", "\u{10fffe}"];

/** Numbers that are the same in each run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % sides;
  };
}

beforeEach(async () => {
  await people().deleteMany({});
  for (const key of KEYS) await people().createIndex({ owner: 1, [key]: 1, _id: 1 });
});

afterAll(() => people().drop());

describe("prefixSearch", () => {
  it("pages through one key that many share, in order of their ids", async () => {
    const docs = await fill(Array.from({ length: 40 }, () => ({ a: "ana lima", b: "lima" })));
    const ids = docs.map(({ _id }) => _id.toHexString()).sort();
    for (const limit of [1, 39, 40, 41]) {
      for (const prefix of ["", "l"]) {
        expect(await readAll({ prefix, limit, keys: ["a", "b"] })).toEqual(ids);
      }
    }
  });

  it("orders and finds characters beyond the first plane as the database does", async () => {
    // In UTF-16 the surrogates of the second would come before the first.
    const docs = await fill([
      { a: "x\uffff" },
      { a: "x\u{10400}" },
      { a: "x\u{1f600}" },
      { a: "xz" },
      { a: "x\u{10fffe}" },
    ]);
    const expected = model(docs, { prefix: "x" });
    expect(expected).toEqual([3, 0, 1, 2, 4].map((index) => docs[index]?._id.toHexString()));
    for (const limit of [1, 2, 5]) expect(await readAll({ prefix: "x", limit })).toEqual(expected);
    expect(await readAll({ prefix: "x\u{1f600}" })).toEqual([docs[2]?._id.toHexString()]);
  });

  it("shows one that matches by several keys once, where the least of them stands, on whatever page", async () => {
    const docs = await fill([
      ...Array.from({ length: 12 }, (_, index) => ({ a: `lima ${index}`, b: `lima ${11 - index}`, c: "lima" })),
      ...Array.from({ length: 12 }, (_, index) => ({ a: `lima ${index}`, b: `lima ${index}` })),
    ]);
    for (const limit of [1, 5, 12, 50]) {
      const found = await readAll({ prefix: "lima", limit });
      expect(new Set(found).size).toBe(24);
      expect(found).toEqual(model(docs, { prefix: "lima" }));
    }
  });

  it("takes nothing of a prefix for a pattern", async () => {
    await fill([{ a: "abc" }, { a: ".*" }, { a: "$where" }]);
    expect(await readAll({ prefix: ".*" })).toHaveLength(1);
    expect(await readAll({ prefix: "$" })).toHaveLength(1);
    expect(await readAll({ prefix: "nobody" })).toEqual([]);
  });

  it("leaves out what may not be found by the key that matched, and fills the page all the same", async () => {
    const docs = await fill(
      Array.from({ length: 50 }, (_, index) => ({
        a: `m${index % 7}`,
        b: `m${index % 5}`,
        c: index % 10 ? "hidden" : null,
      })),
    );
    const keep = (doc: Doc, key: string) => doc.c === null || key === "b";
    for (const limit of [1, 4, 50]) {
      expect(await readAll({ prefix: "m", limit, keep })).toEqual(model(docs, { prefix: "m", keep }));
    }
    const none = () => false;
    expect(await readAll({ prefix: "m", limit: 4, keep: none })).toEqual([]);
  });

  it("gives what looking at everything gives, whatever the data, the prefix and the page", async () => {
    for (let seed = 1; seed <= 8; seed++) {
      await people().deleteMany({});
      const roll = dice(seed * 7919);
      const word = () => Array.from({ length: roll(4) }, () => LETTERS[roll(LETTERS.length)]).join("");
      const docs = await fill(
        Array.from({ length: 5 + roll(60) }, () => ({
          owner: roll(6) ? OWNER : "others",
          a: word(),
          b: word(),
          c: roll(3) ? word() : null,
        })),
      );
      for (let round = 0; round < 8; round++) {
        const prefix = roll(3) ? word().slice(0, 2) : "";
        // Half of a pair is no text; what is asked never ends in one.
        const whole = Buffer.from(prefix).toString() === prefix ? prefix : "";
        const wanted: Wanted = {
          prefix: whole,
          limit: 1 + roll(9),
          keys: KEYS.slice(0, 1 + roll(3)),
          ...(roll(2) ? { keep: (doc: Doc, key: string) => key !== "a" || doc.b.length % 2 === 0 } : {}),
        };
        expect([seed, round, await readAll(wanted)]).toEqual([seed, round, model(docs, wanted)]);
      }
    }
  });

  it("400 for a cursor that is none", async () => {
    for (const cursor of ["x", "e30", Buffer.from('["nonsense","a"]').toString("base64url")]) {
      const search = { collection: people(), filter: {}, keys: KEYS, prefix: "", limit: 1, cursor };
      await expect(prefixSearch<Doc>(search)).rejects.toMatchObject({ code: "invalid_request", status: 400 });
    }
  });

  it("goes on behind the last one shown when that one is gone or has another name since", async () => {
    const docs = await fill(["a", "b", "c", "d"].map((a) => ({ a })));
    const read = (cursor: string | undefined) =>
      prefixSearch<Doc>({ collection: people(), filter: { owner: OWNER }, keys: ["a"], prefix: "", limit: 2, cursor });
    const first = await read(undefined);
    await people().deleteOne({ _id: docs[1]?._id ?? new ObjectId() });
    const second = await read(first.nextCursor ?? undefined);
    expect([...first.docs, ...second.docs].map(({ a }) => a)).toEqual(["a", "b", "c", "d"]);
  });

  it("reads the index alone: no more than a few keys for a page, however many match", async () => {
    await fill(Array.from({ length: 600 }, (_, index) => ({ a: `ana ${index % 9}`, b: "ana", c: "ana" })));
    const explained = (await people()
      .find({ owner: OWNER, a: { $gte: "ana", $lt: "ana\u{10ffff}" } })
      .sort({ a: 1, _id: 1 })
      .limit(4)
      .explain("executionStats")) as { executionStats: { totalKeysExamined: number } };
    expect(explained.executionStats.totalKeysExamined).toBeLessThanOrEqual(4);
  });
});
