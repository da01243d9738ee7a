import { WORDS } from "../../emails/words/catalogue";
import { fill, uprightText, type Variable } from "./fill";
import { type LetterContent, ownVariables } from "./letter";
import { sentences } from "./letter-page";

/**
 * The same letter for who reads plain text: nothing in it is lost and nothing shouts. A paragraph is one line, which every
 * program wraps to its window; a link stands on a line of its own, where nothing cuts it.
 */
export function letterText({ shape, values, people, wording }: LetterContent): string {
  const said = sentences(shape);
  const own = ownVariables(shape.kind, (name) => values[name]);
  const body = shape.introduction
    ? wording.paragraphs.map((paragraph) => fill(paragraph, own))
    : said.body.map((paragraph) => fillText(paragraph));
  function fillText(template: string): string {
    return fill(template, (name: Variable) => values[name]);
  }
  const quote = values.message.split("\n").map((line) => `> ${line}`.trimEnd());
  const named = people.map(({ name, email }) => (name === email ? `- ${email}` : `- ${name} <${email}>`));
  const blocks: (string | null)[][] = [[said.sample], [said.title], [said.greeting]].map((lines) =>
    lines.map((line) => line && fillText(line)),
  );
  blocks.push(
    ...body.map((paragraph) => [paragraph]),
    shape.people ? [...named, said.more && fillText(said.more)] : [],
    said.tally?.map(({ label, number }) => `${label} – ${fillText(number)}`) ?? [],
    said.writes ? [fillText(said.writes), ...quote] : [],
    said.button ? [fillText(said.button), values.link] : [],
    [said.ends && fillText(said.ends)],
    said.second ? [fillText(`${said.second.text} ${said.second.label}`), values.secondLink] : [],
    [said.unexpected && fillText(said.unexpected)],
    [
      "-- ",
      values.brand,
      ...said.footer.map(fillText),
      said.questions && `${said.questions} ${values.support}`,
      ...(said.stop ? ["", said.stop, values.stopLink] : []),
    ],
  );
  const { dir } = WORDS[shape.locale];
  return `${blocks
    .map((lines) => lines.filter((line) => line !== null))
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.flatMap((line) => line.split("\n").map((one) => uprightText(one, dir))).join("\n"))
    .join("\n\n")}\n`;
}
