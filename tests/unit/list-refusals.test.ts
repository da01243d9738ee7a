import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readBytes, refusalOf } from "../support/list-files";

const wide = (columns: number) => Array.from({ length: columns }, (_, index) => `c${index}`).join(",");
const long = (rows: number) =>
  `Email\n${Array.from({ length: rows }, (_, index) => `p${index}@x.example`).join("\n")}\n`;

describe("what a list cannot be", () => {
  it.each([
    ["", "file_empty in 1"],
    ["\n\n \r\n", "file_empty in 1"],
    ["\ufeff", "file_empty in 1"],
    [",,\n,,\n", "file_empty in 1"],
    ["sep=;\n", "file_empty in 1"],
    ["Email,Name", "file_empty in 1"],
    ["Email,Name\n\n,,\n", "file_empty in 1"],
  ])("nothing, or a header alone: %j", async (text, refusal) => {
    expect(await refusalOf(text)).toBe(refusal);
  });

  it("100,000 rows are read, one more is refused with its line", async () => {
    expect((await readBytes(long(100_000))).rows).toHaveLength(100_000);
    expect(await refusalOf(long(100_001))).toBe("file_too_long in 100002");
    expect((await readBytes(`${long(100_000)}\n\n`)).rows).toHaveLength(100_000);
  });

  it("64 columns are read, one more is refused", async () => {
    expect((await readBytes(`${wide(64)}\nx\n`)).header).toHaveLength(64);
    expect(await refusalOf(`\n${wide(65)}\nx\n`)).toBe("too_many_columns in 2");
    expect((await readBytes(`${wide(64)}${",".repeat(100)}\nx\n`)).header).toHaveLength(64);
  });

  it("a report of 64 columns comes back, although it has four more", async () => {
    const { header } = await readBytes(`${wide(64)},status,code,reason,invitation\nx\n`);
    expect(header).toHaveLength(68);
  });

  it("10 KB are a row, one byte more is refused, counted in UTF-8", async () => {
    const row = (letters: string) => `Email,Note\na@x.example,A\nb@x.example,${letters}\nc@x.example,C\n`;
    const rest = 10 * 1024 - "b@x.example,".length;
    expect((await readBytes(row("x".repeat(rest)))).rows).toHaveLength(3);
    expect(await refusalOf(row("x".repeat(rest + 1)))).toBe("row_too_long in 3");
    expect(await refusalOf(row("日".repeat(rest / 3 + 1)))).toBe("row_too_long in 3");
    expect(await refusalOf(row("x".repeat(500_000)))).toBe("row_too_long in 3");
    expect(await refusalOf(row(`"${"line\n".repeat(40_000)}"`))).toBe("row_too_long in 3");
    expect(await refusalOf(`${"x".repeat(200_000)}\n`)).toBe("row_too_long in 1");
  });

  it.each([
    [gzipSync("Email\na@x.example\n"), /gzip/],
    [Buffer.from("PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0[Content_Types].xml", "latin1"), /^This is an Excel workbook/],
    [Buffer.from("PK\x03\x04\x14\0\0\0\x08\0\0\0!\0list.csv", "latin1"), /^This is a ZIP archive/],
    [Buffer.from("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "latin1"), /^This is an Excel workbook/],
    [Buffer.from("%PDF-1.7\n"), /^This is a PDF/],
  ])("another kind of file is called by its name", async (bytes, sentence) => {
    await expect(readBytes(bytes)).rejects.toMatchObject({
      code: "file_not_text",
      message: expect.stringMatching(sentence),
    });
  });

  it.each([
    ["Email,Name\na@x.example,A\nb@x.example,\0B\n", 3],
    ["Email,Name\r\na@x.example,A\r\nb@x.example,\x07B\r\n", 3],
    ["Email,Name\ra@x.example,A\rb@x.example,\x1bB\r", 3],
    [`Email,Name\r\n${"a@x.example,A\r\n".repeat(20_000)}b@x.example,\x01B\r\n`, 20_002],
  ])("bytes that no text has are refused with their line", async (text, line) => {
    expect(await refusalOf(text)).toBe(`file_not_text in ${line}`);
    expect(await refusalOf(Buffer.from(`\ufeff${text}`, "utf16le"))).toBe(`file_not_text in ${line}`);
  });

  it("vertical tabs and form feeds, which Outlook and Word write, are text", async () => {
    expect((await readBytes("Email,Name\na@x.example,A\vB\f\n")).rows[0]?.cells[1]).toBe("A\vB\f");
  });

  it("one byte in the last line decides which encoding a file is in", async () => {
    const plain = `Email,Name\n${"a@x.example,Ana\n".repeat(10_000)}`;
    const read = await readBytes(Buffer.concat([Buffer.from(plain), Buffer.from([0x62, 0x2c, 0xe9])]));
    expect(read.rows.at(-1)?.cells).toEqual(["b", "é"]);
    const utf8 = await readBytes(`${plain}b,é€👩‍🚀`);
    expect(utf8.rows.at(-1)?.cells).toEqual(["b", "é€👩‍🚀"]);
  });

  it("a file that says to be UTF-8 and is not is refused rather than read wrongly", async () => {
    const bytes = Buffer.concat([Buffer.from("\ufeffEmail,Name\na@x.example,"), Buffer.from([0xe9, 0x0a])]);
    expect(await refusalOf(bytes)).toBe("file_not_text in 2");
  });

  const stray = Buffer.from([0xe9]);

  it.each([
    ["before", [Buffer.from("Email,Name\na@x.example,"), stray, Buffer.from("\nb@x.example,Zoë\n")], 2],
    ["behind", [Buffer.from("Email,Name\na@x.example,Zoë\nb@x.example,"), stray, Buffer.from("\n")], 3],
    ["at the end", [Buffer.from("Email,Name\na@x.example,Zoë\nb@x.example,"), stray], 3],
    ["far behind", [Buffer.from(`Email,Zoë\n${"a@x.example,A\n".repeat(20_000)}b@x.example,`), stray], 20_002],
    ["far before", [Buffer.from("Email,"), stray, Buffer.from(`\n${"a@x.example,A\n".repeat(20_000)}b,ë`)], 1],
  ])(
    "a byte that is no UTF-8 %s letters that are is refused with its line: no name is garbled",
    async (_, parts, line) => {
      expect(await refusalOf(Buffer.concat(parts))).toBe(`file_not_text in ${line}`);
    },
  );

  it("the sentence says which line, and what to do", async () => {
    const bytes = Buffer.concat([Buffer.from("Email,Zoë\na@x.example,"), stray]);
    await expect(readBytes(bytes)).rejects.toThrow(
      "Line 2 is not in UTF-8, as the rest of the file is. Save the list as CSV UTF-8 and upload that.",
    );
  });

  it.each(["utf16le", "UTF-16 BE"])(
    "half a character at the end of %s says that the file is not whole",
    async (name) => {
      const text = Buffer.from("\ufeffEmail,Name\r\na@x.example,A", "utf16le");
      const whole = name === "utf16le" ? text : text.swap16();
      expect((await readBytes(whole)).rows[0]?.cells).toEqual(["a@x.example", "A"]);
      expect(await refusalOf(whole.subarray(0, -1))).toBe("file_not_text in 2");
    },
  );
});

describe("NDJSON", () => {
  it("is read by key, inner objects by their path, in any line ends", async () => {
    const lines = [
      { email: "a@x.example", business: { name: "A", address: { city: "Rom" } }, metadata: { seats: 3, trial: true } },
      { lastName: "B", email: "b@x.example", tags: ["x", "y"], gone: null },
    ];
    const text = `${JSON.stringify(lines[0])}\r\n\n  \n${JSON.stringify(lines[1])}`;
    expect(await readBytes(text, "ndjson")).toEqual({
      header: [
        ...["email", "business.name", "business.address.city", "metadata.seats", "metadata.trial"],
        ...["lastName", "tags", "gone"],
      ],
      rows: [
        { line: 1, cells: ["a@x.example", "A", "Rom", "3", "true", "", "", ""] },
        { line: 4, cells: ["b@x.example", "", "", "", "", "B", "x, y", ""] },
      ],
    });
  });

  it("keys that every object has are keys like others", async () => {
    const { header, rows } = await readBytes('{"__proto__":"p","toString":"t","constructor":{"a":"c"}}\n', "ndjson");
    expect([header, rows[0]?.cells]).toEqual([
      ["__proto__", "toString", "constructor.a"],
      ["p", "t", "c"],
    ]);
  });

  it("is parted anywhere: lines across the parts that are read", async () => {
    const rows = Array.from({ length: 4000 }, (_, index) => ({
      email: `p${index}@x.example`,
      name: "é€👩‍🚀".repeat(index % 9),
    }));
    for (const newline of ["\n", "\r\n"]) {
      const read = await readBytes(rows.map((row) => JSON.stringify(row)).join(newline), "ndjson");
      expect(read.rows).toEqual(rows.map(({ email, name }, index) => ({ line: index + 1, cells: [email, name] })));
    }
  });

  it.each([
    ['{"email":"a@x.example"}\nnonsense\n', "invalid_request in 2"],
    ['{"email":"a@x.example"}\n\n["b@x.example"]\n', "invalid_request in 3"],
    ['[{"email":"a@x.example"}]', "invalid_request in 1"],
    ['{"email":"a@x.example"}\n{"email":"b@x.ex', "invalid_request in 2"],
    ['{"email":"a\\u0000@x.example"}', "invalid_request in 1"],
    ['{"email":"a\\ud800@x.example"}', "invalid_request in 1"],
    ["", "file_empty in 1"],
    ["\n \n", "file_empty in 1"],
    [`{"email":"a@x.example"}\n{"note":"${"x".repeat(11_000)}"}\n`, "row_too_long in 2"],
    [`{"email":"a@x.example"}\n{"note":"${"x".repeat(300_000)}"}\n`, "row_too_long in 2"],
    [
      `{"email":"a@x.example"}\n${JSON.stringify(
        Object.fromEntries(
          wide(64)
            .split(",")
            .map((key) => [key, 1]),
        ),
      )}`,
      "too_many_columns in 2",
    ],
    ['{"email":"x"}\n'.repeat(100_001), "file_too_long in 100001"],
  ])("is refused whole", async (text, refusal) => {
    expect(await refusalOf(text, "ndjson")).toBe(refusal);
  });
});
