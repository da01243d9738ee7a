import type { ReactNode } from "react";
import { Button, Img, Link, Text } from "react-email";
import { LIGHT, ON_DOOR } from "./palette";

/**
 * What a letter is put together from. Strings may hold {variables}; see emails/letter.tsx. What a value may end or begin
 * stands beside no other string: React would part the two by a comment, and a value that is an element is not parted.
 */

export const SERIF = "Newsreader, Georgia, 'Times New Roman', 'Noto Naskh Arabic', 'Hiragino Mincho ProN', serif";
const SANS =
  "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans Arabic', 'Noto Sans JP', sans-serif";

export const text = {
  margin: "0 0 16px",
  fontFamily: SANS,
  fontSize: "16px",
  lineHeight: "26px",
  color: LIGHT.ink,
  // A name of sixty letters without a space breaks rather than widens the letter.
  overflowWrap: "anywhere",
} as const;
export const small = { ...text, margin: "0 0 12px", fontSize: "14px", lineHeight: "22px", color: LIGHT.muted } as const;
export const foot = { ...small, margin: "0 0 4px", fontSize: "12px", lineHeight: "18px" } as const;

interface EachProps {
  of: "people" | "paragraphs";
  marked: boolean;
  children: ReactNode;
}

/** In a template, marks a part that is repeated, or left out, when the letter is filled in. */
export function Each({ of, marked, children }: EachProps) {
  if (!marked) return children;
  return (
    <>
      {`{each:${of}}`}
      {children}
      {`{end:${of}}`}
    </>
  );
}

/** Ends a preheader: fills what a list of mails shows after it, or that would go on with the letter's first lines. */
export const FILLER = "\u034f\u00a0".repeat(100);

export function Preheader({ children }: { children: ReactNode }) {
  return (
    <div
      aria-hidden="true"
      style={{ display: "none", maxHeight: 0, maxWidth: 0, overflow: "hidden", opacity: 0, lineHeight: "1px" }}
    >
      {children}
    </div>
  );
}

/** A doorway from borders alone, with the sender's initial in it: no picture to load, nothing to track. */
export function Arch({ letter, colour }: { letter: ReactNode; colour: string }) {
  const stroke = `2px solid ${colour}`;
  return (
    <table role="presentation" aria-hidden="true" cellPadding={0} cellSpacing={0} border={0}>
      <tbody>
        <tr>
          <td className="arch" style={{ borderBottom: stroke, padding: "0 6px" }}>
            <div
              className="arch"
              style={{
                width: "34px",
                height: "38px",
                border: stroke,
                borderBottom: "none",
                borderRadius: "19px 19px 0 0",
                textAlign: "center",
                fontFamily: SERIF,
                fontSize: "20px",
                lineHeight: "42px",
                color: colour,
              }}
            >
              {letter}
            </div>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** With pictures off, its words are the sender's name in the letter's own type. */
export function Logo({ src, alt, width, height }: { src: string; alt: string; width: string; height: string }) {
  return (
    <table role="presentation" cellPadding={0} cellSpacing={0} border={0} style={{ margin: "0 0 28px" }}>
      <tbody>
        <tr>
          <td className="plate" style={{ borderRadius: "6px" }}>
            <Img
              src={src}
              alt={alt}
              width={width}
              height={height}
              style={{ ...text, margin: 0, maxWidth: "100%", fontSize: "20px", lineHeight: "28px", fontFamily: SERIF }}
            />
          </td>
        </tr>
      </tbody>
    </table>
  );
}

export function Door({ href, colour, children }: { href: string; colour: string; children: ReactNode }) {
  return (
    <Button
      className="button"
      href={href}
      style={{
        display: "inline-block",
        boxSizing: "border-box",
        margin: "8px 0 24px",
        padding: "13px 23px",
        maxWidth: "100%",
        border: `1px solid ${colour}`,
        borderRadius: "6px",
        backgroundColor: colour,
        color: ON_DOOR,
        fontFamily: SANS,
        fontSize: "16px",
        lineHeight: "22px",
        fontWeight: 600,
        textAlign: "center",
        textDecoration: "none",
        overflowWrap: "anywhere",
      }}
    >
      {children}
    </Button>
  );
}

const row = { padding: "8px 0", borderBottom: `1px solid ${LIGHT.line}` };

export interface PersonRow {
  key: string;
  /** With the space that parts it from the address. */
  name: ReactNode;
  email: ReactNode;
}

interface PeopleProps {
  rows: readonly PersonRow[];
  more: ReactNode;
  template: boolean;
}

/** The people whom a digest is about, one a line. */
export function People({ rows, more, template }: PeopleProps) {
  return (
    <>
      <ul
        className="line"
        style={{ margin: "8px 0 16px", padding: 0, listStyle: "none", borderTop: `1px solid ${LIGHT.line}` }}
      >
        <Each of="people" marked={template}>
          {rows.map(({ key, name, email }) => (
            <li key={key} className="line ink" style={{ ...text, ...row, margin: 0 }}>
              {name}
              <span className="muted" style={{ color: LIGHT.muted }}>
                {email}
              </span>
            </li>
          ))}
        </Each>
      </ul>
      {more && (
        <Text className="muted" style={small}>
          {more}
        </Text>
      )}
    </>
  );
}

/** What became of a list: a word and its number a line. */
export function Tally({
  lines,
  end,
}: {
  lines: readonly { label: string; number: ReactNode }[];
  end: "left" | "right";
}) {
  return (
    <table
      width="100%"
      cellPadding={0}
      cellSpacing={0}
      border={0}
      className="line"
      style={{ margin: "8px 0 24px", borderTop: `1px solid ${LIGHT.line}` }}
    >
      <tbody>
        {lines.map(({ label, number }) => (
          <tr key={label}>
            <th
              scope="row"
              className="line ink"
              style={{ ...text, ...row, fontWeight: 400, textAlign: end === "right" ? "left" : "right" }}
            >
              {label}
            </th>
            <td
              className="line ink"
              style={{ ...text, ...row, textAlign: end, fontVariantNumeric: "tabular-nums", whiteSpace: "nowrap" }}
            >
              {number}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A link that is quieter than the button. An address keeps its own direction. */
export function Quiet({ href, ltr, children }: { href: string; ltr?: boolean; children: ReactNode }) {
  return (
    <Link
      className="muted"
      href={href}
      dir={ltr ? "ltr" : undefined}
      style={{ color: LIGHT.muted, textDecoration: "underline" }}
    >
      {children}
    </Link>
  );
}
