import { describe, expect, it } from "vitest";
import { cellsOf } from "@/lib/batches/file/cells";
import { RecordSplitter } from "@/lib/batches/file/records";
import { AppError } from "@/lib/errors";
import { readBytes, refusalOf } from "../support/list-files";

const DELIMITERS = [",", ";", "\t", "|"];
const NEWLINES = ["\n", "\r\n", "\r"];

type Encoder = (text: string) => Buffer;
const big = (text: string) => Buffer.from(text, "utf16le").swap16();
const ENCODERS: Record<string, Encoder> = {
  "UTF-8": (text) => Buffer.from(text),
  "UTF-8 with its mark": (text) => Buffer.from(`\ufeff${text}`),
  "UTF-16 LE": (text) => Buffer.from(`\ufeff${text}`, "utf16le"),
  "UTF-16 BE": (text) => big(`\ufeff${text}`),
  "UTF-16 LE without a mark": (text) => Buffer.from(text, "utf16le"),
  "UTF-16 BE without a mark": (text) => big(text),
};

/** The same numbers each time (mulberry32), so that what fails once fails again. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const PIECES = [
  '"',
  '""',
  ",",
  ";",
  "\t",
  "|",
  "\n",
  "\r\n",
  "\r",
  " ",
  "'",
  "=",
  "a",
  "Ünï",
  "日本",
  "👩‍🚀",
  "é́",
  "0",
  "x y",
];

interface Table {
  text: string;
  rows: { line: number; cells: string[] }[];
}

/** A table as RFC 4180 has it written, and what it says. */
function tableOf(roll: (below: number) => number, delimiter: string, newline: string | null): Table {
  const width = 2 + roll(4);
  const header = ["Email", ...Array.from({ length: width - 1 }, (_, index) => `Column ${index}`)];
  let text = "";
  let line = 1;
  const write = (cells: string[], always: boolean) => {
    const written = cells.map((cell) =>
      always || /["\r\n]/.test(cell) || DELIMITERS.some((one) => cell.includes(one)) || roll(4) === 0
        ? `"${cell.replaceAll('"', '""')}"`
        : cell,
    );
    const record = written.join(delimiter) + (newline ?? NEWLINES[roll(3)]);
    text += record;
    line += record.match(/\r\n|\n|\r/g)?.length ?? 0;
  };
  write(header, false);
  const rows: Table["rows"] = [];
  for (let count = 4 + roll(30); count > 0; count -= 1) {
    if (roll(8) === 0) {
      const isRow = roll(2) === 0;
      if (isRow) rows.push({ line, cells: Array.from({ length: width }, () => "") });
      const blank = isRow ? delimiter.repeat(width - 1) : "";
      text += `${blank}${newline ?? NEWLINES[roll(3)]}`;
      line = 1 + (text.match(/\r\n|\n|\r/g)?.length ?? 0);
      continue;
    }
    const cells = Array.from({ length: width }, () =>
      Array.from({ length: roll(6) }, () => PIECES[roll(PIECES.length)]).join(""),
    );
    cells[0] = `p${rows.length}.x`;
    rows.push({ line, cells });
    write(cells, roll(5) === 0);
  }
  // Those without anything in them count once another row follows.
  rows.length = rows.findLastIndex(({ cells }) => cells[0] !== "") + 1;
  return { text, rows };
}

describe("any table comes back cell by cell, each with its line", () => {
  for (const [name, encode] of Object.entries(ENCODERS)) {
    it.each(DELIMITERS)(`in ${name}, parted by %j`, async (delimiter) => {
      for (let seed = 0; seed < 25; seed += 1) {
        const newline = [...NEWLINES, null][seed % 4] ?? null;
        const { text, rows } = tableOf(dice(seed * 977 + delimiter.charCodeAt(0)), delimiter, newline);
        const whole = seed % 2 === 0 ? text : text.replace(/[\r\n]+$/, "");
        const read = await readBytes(encode(whole));
        expect(read.rows, `seed ${seed}`).toEqual(rows);
      }
    });
  }

  it("in Windows-1252, all of its characters", async () => {
    const letters = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¡¿ÀÿÉßñ÷";
    const bytes = Buffer.from([
      ...[0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8e, 0x91, 0x92, 0x93, 0x94, 0x95],
      ...[0x96, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9e, 0x9f, 0xa1, 0xbf, 0xc0, 0xff, 0xc9, 0xdf, 0xf1, 0xf7],
    ]);
    const list = Buffer.concat([Buffer.from("Email;Name\r\nana@a.example;"), bytes, Buffer.from("\r\n")]);
    expect((await readBytes(list)).rows).toEqual([{ line: 2, cells: ["ana@a.example", letters] }]);
  });
});

describe("where a part of the file ends makes no difference", () => {
  const text =
    'Email;Ünï;👩‍🚀\r\n"a@x.example";"qu""ote\r\nin;";\r\r\n\n"";"";""\nb@x.example;5" pipe; "x"\r\nc@x.example;"é"  ;""""\r';

  it("for records, at every character", () => {
    const splitter = new RecordSplitter(";");
    const whole = splitter.push(text, true);
    for (let at = 0; at <= text.length; at += 1) {
      const parts = new RecordSplitter(";");
      expect([...parts.push(text.slice(0, at), false), ...parts.push(text.slice(at), true)], `${at}`).toEqual(whole);
    }
    const single = new RecordSplitter(";");
    const found = [...text].flatMap((char) => single.push(char, false));
    expect([...found, ...single.push("", true)]).toEqual(whole);
  });

  it.each(["UTF-8", "UTF-16 LE", "UTF-16 BE without a mark"])(
    "for a file in %s, at every byte before the first part's end",
    async (name) => {
      const encode = ENCODERS[name] as Encoder;
      const expected = (await readBytes(encode(text))).rows.map(({ cells }) => cells);
      expect(expected).toEqual([
        ["a@x.example", 'qu"ote\r\nin;', ""],
        ["", "", ""],
        ["b@x.example", '5" pipe', ' "x"'],
        ["c@x.example", "é", '"'],
      ]);
      // The file is read in parts of 64 KB: what stands in front moves every byte of the rest across their border.
      const border = 64 * 1024;
      const length = encode(text).length;
      for (let shift = 0; shift <= length; shift += name.startsWith("UTF-16") ? 2 : 1) {
        const unit = name.startsWith("UTF-16") ? 2 : 1;
        const rows = fillers((border - shift) / unit);
        const header = "Email;Ünï;👩‍🚀\r\n";
        const read = await readBytes(encode(header + rows + text.slice(header.length)));
        expect(
          read.rows.slice(-4).map(({ cells }) => cells),
          `${shift}`,
        ).toEqual(expected);
      }
    },
  );
});

/** Rows that are so many ASCII characters long together. */
function fillers(length: number): string {
  const row = `${"f".repeat(997)};;\n`;
  const rest = length % row.length;
  return row.repeat(Math.floor(length / row.length)) + (rest > 0 ? `${"g".repeat(rest - 1)}\n` : "");
}

describe("whatever a file looks like", () => {
  it("every character of it is in a record with the right line, or the file is refused", () => {
    const pieces = ['"', '"', ",", ",", "\n", "\r\n", "\r", " ", "a", "@", ";", "\t"];
    const outcomes = { read: 0, refused: 0 };
    for (let seed = 0; seed < 20_000; seed += 1) {
      const roll = dice(seed);
      const text = Array.from({ length: 1 + roll(24) }, () => pieces[roll(pieces.length)]).join("");
      const cut = roll(text.length + 1);
      const splitter = new RecordSplitter(",");
      try {
        const records = [...splitter.push(text.slice(0, cut), false), ...splitter.push(text.slice(cut), true)];
        let at = 0;
        for (const { line, text: record } of records) {
          const before = text.slice(0, at).match(/\r\n|\n|\r/g)?.length ?? 0;
          expect([text, line, record]).toEqual([text, before + 1, text.slice(at, at + record.length)]);
          at += record.length;
          at += /^(\r\n|\n|\r)/.exec(text.slice(at))?.[0].length ?? 0;
        }
        expect([text, at]).toEqual([text, text.length]);
        const filled = records.map(({ text: record }) => record).filter((record) => record.trim() !== "");
        // A record says the same by itself and among others.
        if (filled.length > 0) expect(cellsOf(filled, ",")).toEqual(filled.flatMap((record) => cellsOf([record], ",")));
        outcomes.read += 1;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        outcomes.refused += 1;
      }
    }
    expect(outcomes.read).toBeGreaterThan(5000);
    expect(outcomes.refused).toBeGreaterThan(5000);
  });
});

describe("the delimiter", () => {
  it.each([
    ["Email,Name\na@x.example,Ana\n", ","],
    ["Email;Name\na@x.example;Lima, Ana\nb@x.example;Bo, B\n", ";"],
    ["Name, Vorname;E-Mail;Ort\nLima, Ana;a@x.example;Rom\n", ";"],
    ["Email,Telefon (privat; Büro)\na@x.example,1\n", ","],
    ['Email,Address\na@x.example,"x; y; z"\nb@x.example,"u; v"\n', ","],
    ['"Email"\t"Name; first"\n"a@x.example"\t"A;B"\n', "\t"],
    ["Email|Name\na@x.example|1,2;3\n", "|"],
  ])("of %j is %j", async (text, delimiter) => {
    const { header } = await readBytes(text);
    expect(header.join(delimiter)).toBe(text.split("\n")[0]?.replaceAll('"', ""));
  });

  it("one column needs none", async () => {
    const { header, rows } = await readBytes("Email\na@x.example\nb@x.example");
    expect([header, rows.map(({ cells }) => cells)]).toEqual([["Email"], [["a@x.example"], ["b@x.example"]]]);
  });

  it("as Excel says it in a line of its own, the header is line 2", async () => {
    const { header, rows } = await readBytes("sep=;\r\nEmail,x;Name\r\na@x.example;Ana\r\n");
    expect(header).toEqual(["Email,x", "Name"]);
    expect(rows).toEqual([{ line: 3, cells: ["a@x.example", "Ana"] }]);
    expect((await readBytes("sep=^\nEmail^Name\na@x.example^Ana")).header).toEqual(["Email", "Name"]);
  });
});

describe("rows that are not as wide as the header", () => {
  it("are filled up; empty cells too many are dropped, others are kept and told of", async () => {
    const { rows } = await readBytes(
      "Email,Name,Role\na@x.example\nb@x.example,B,member,, \nc@x.example,C,member,,x\n",
    );
    expect(rows).toEqual([
      { line: 2, cells: ["a@x.example", "", ""] },
      { line: 3, cells: ["b@x.example", "B", "member"] },
      { line: 4, cells: ["c@x.example", "C", "member", "", "x"], extra: true },
    ]);
  });

  it("more than 64 cells too many are more columns than a list may have", async () => {
    const row = (surplus: number) => `Email,Name\na@x.example,A${",".repeat(surplus)}x\n`;
    expect((await readBytes(row(64))).rows[0]?.cells).toHaveLength(66);
    expect(await refusalOf(row(65))).toBe("too_many_columns in 2");
  });

  it("behind the columns that a report added there is no column: what stands there is too much again", async () => {
    const own = "status,code,reason,invitation";
    const { header, rows } = await readBytes(`Email,,${own},,\na@x.example,,,,,,Ana,\nb@x.example,note,,,,,,\n`);
    expect(header).toEqual(["Email", "", ...own.split(",")]);
    expect(rows).toEqual([
      { line: 2, cells: ["a@x.example", "", "", "", "", "", "Ana"], extra: true },
      { line: 3, cells: ["b@x.example", "note", "", "", "", ""] },
    ]);
  });

  it("blank lines are no rows, but lines; delimiters alone are rows that say nothing", async () => {
    const { header, rows } = await readBytes('\n \nEmail,Name\n\n,,\n"",""\n , \n\n \na@x.example,A\n\n');
    expect(header).toEqual(["Email", "Name"]);
    expect(rows).toEqual([
      ...[5, 6, 7].map((line) => ({ line, cells: ["", ""] })),
      { line: 10, cells: ["a@x.example", "A"] },
    ]);
    const tabs = await readBytes("Email\tName\n\t\n\na@x.example\tA\n\t\n");
    expect(tabs.rows.map(({ line }) => line)).toEqual([2, 4]);
  });

  it("delimiters alone at the end, of which Excel writes as many as it likes, are none", async () => {
    const tail = ";;;;\r\n".repeat(150_000);
    const { rows } = await readBytes(`Email;Name\r\n;\r\na@x.example;A\r\n${tail}`);
    expect(rows.map(({ line }) => line)).toEqual([2, 3]);
    expect(await refusalOf(`Email;Name\r\na@x.example;A\r\n${tail}b@x.example;B\r\n`)).toBe("file_too_long in 100002");
    const many = await readBytes(`Email;Name\n${";\n".repeat(99_999)}b@x.example;B\n${tail}`);
    expect([many.rows.length, many.rows.at(-1)]).toEqual([100_000, { line: 100_001, cells: ["b@x.example", "B"] }]);
  });
});

describe("headers", () => {
  it("are trimmed and lose what nobody sees; empty, doubled and odd ones stay", async () => {
    const { header } = await readBytes(
      '\ufeff Email ,"First\nname",,__proto__,constructor,Email,\u200btoString\na@x.example\n',
    );
    expect(header).toEqual(["Email", "First name", "", "__proto__", "constructor", "Email", "toString"]);
  });
});

describe("broken quoting is refused whole, with the line where the mark opens", () => {
  it.each([
    ['Email,Name\na@x.example,A\nb@x.example,"B\nc@x.example,C\n', 3],
    ['Email,Name\na@x.example,"A" B\n', 2],
    ['Email,Name\na@x.example,"A "the boss" B"\n', 2],
    ['Email,Name\nb@x.example,"B\nc@x.example,C\nd@x.example,"D"\n', 2],
    ['"Email,Name\na@x.example,A\n', 1],
    ['Email,"Name\na@x.example,A"\n', 1],
    ['Email,Name\na@x.example,"A\n\n', 2],
    // By luck these close well.
    ['Email,Name\nb@x.example,"B\nc@x.example,C\nd@x.example,D"\n', 2],
    ['Email,Name\nb@x.example,"B\nc@x.example,C"\n', 2],
    ['Email,Name\nb@x.example,"B\n"c@x.example","C"\n', 2],
    ['Email,Name,Role\na@x.example,"A\nb@x.example,B,member\nc@x.example,"C",member\n', 2],
    ['Email\n"a@x.example\nb@x.example\nc@x.example"\n', 2],
    // The record is shorter or longer than the header.
    ['Email,Name,Role\na@x.example,"A\nB"\n', 2],
    ['Email,Name\na@x.example,"A\nB",x\n', 2],
    ['Email,Name\n"a\nb",c\nx@x.example,"A\n', 4],
  ])("%j", async (text, line) => {
    expect(await refusalOf(text)).toBe(`quoting_broken in ${line}`);
    expect(await refusalOf(text.replaceAll("\n", "\r\n"))).toBe(`quoting_broken in ${line}`);
  });

  it("also where the swallowed rows are more than fit into a record", async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => `p${index}@x.example,P ${index}`);
    rows[1200] = 'p1200@x.example,"P';
    expect(await refusalOf(`Email,Name\n${rows.join("\n")}\n`)).toBe("quoting_broken in 1202");
    rows[4999] += '"';
    expect(await refusalOf(`Email,Name\n${rows.join("\n")}\n`)).toBe("quoting_broken in 1202");
  });

  it("the sentence says which line, and what to do", async () => {
    const error = await readBytes('Email,Name\na@x.example,"A').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).status).toBe(422);
    expect((error as AppError).message).toBe(
      'The quotation mark that opens a cell in line 2 never closes. Write two of them ("") for one inside a quoted cell.',
    );
  });

  it("a mark within a cell, spaces behind a closing one and lines within a cell are no fault", async () => {
    const text =
      'Email,Note\na@x.example,5" pipe\nb@x.example,"x" \nc@x.example,"Dear\n\nwrite to me@x.example, please, soon"\n"d@x.example"  ,\'"\'\n';
    expect((await readBytes(text)).rows.map(({ line, cells }) => [line, cells[1]])).toEqual([
      [2, '5" pipe'],
      [3, "x"],
      [4, "Dear\n\nwrite to me@x.example, please, soon"],
      [7, "'\"'"],
    ]);
  });
});
