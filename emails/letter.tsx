import { Children, type ReactNode } from "react";
import { Body, Container, Head, Heading, Hr, Html, Link, Section, Text } from "react-email";
import {
  Arch,
  Door,
  Each,
  foot,
  Logo,
  People,
  type PersonRow,
  Preheader,
  Quiet,
  SERIF,
  small,
  Tally,
  text,
} from "./letter-parts";
import { LIGHT, STYLE } from "./palette";

/**
 * The one letter that all mail is: who, what, one button that is also a link in text, when it ends, and what to do if it
 * was not expected. Its strings may hold {variables}; they are filled in later, so that React draws each kind only once.
 */
export interface LetterProps {
  lang: string;
  dir: "ltr" | "rtl";
  /** Marks what is repeated when it is filled in. */
  template: boolean;
  subject: string;
  preheader: ReactNode;
  brand: { name: ReactNode; monogram: ReactNode; monogramColour: string; door: string };
  /** In place of the monogram and the name. */
  logo: { src: string; alt: string; width: string; height: string } | null;
  /** Of a template tried out: says that it is one. */
  sample: ReactNode;
  title: ReactNode;
  greeting: ReactNode;
  body: readonly ReactNode[];
  /** The account's own words in place of the body: as many paragraphs as it has. */
  introduction: readonly ReactNode[] | null;
  people: { rows: readonly PersonRow[]; more: ReactNode } | null;
  tally: readonly { label: string; number: ReactNode }[] | null;
  message: { heading: ReactNode; text: ReactNode } | null;
  action: { label: ReactNode; link: string; address: ReactNode } | null;
  ends: ReactNode;
  /** Another way than the button's, quieter than it. */
  second: { text: ReactNode; label: ReactNode; link: string } | null;
  unexpected: ReactNode;
  footer: readonly ReactNode[];
  questions: { text: ReactNode; address: ReactNode; link: string } | null;
  stop: { label: ReactNode; link: string } | null;
}

const rule = { border: "none", borderTop: `1px solid ${LIGHT.line}`, margin: "32px 0 24px" };
const link = { color: LIGHT.ink, textDecoration: "underline" };

export function Letter(letter: LetterProps) {
  const { lang, dir, brand, logo, people, tally, message, action, second, questions, stop } = letter;
  const start = dir === "rtl" ? "right" : "left";
  const end = dir === "rtl" ? "left" : "right";
  return (
    <Html lang={lang} dir={dir}>
      <Head>
        <title>{letter.subject}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{STYLE}</style>
      </Head>
      <Body lang={lang} dir={dir} className="paper" style={{ margin: 0, padding: 0, backgroundColor: LIGHT.paper }}>
        <Preheader>{letter.preheader}</Preheader>
        <Container
          lang={lang}
          dir={dir}
          className="page"
          style={{ maxWidth: "560px", margin: "0 auto", padding: "40px 24px 32px", textAlign: start }}
        >
          {letter.sample && (
            <Text
              className="muted line"
              style={{ ...small, margin: "0 0 28px", padding: "0 0 16px", borderBottom: `1px solid ${LIGHT.line}` }}
            >
              {letter.sample}
            </Text>
          )}
          {logo ? (
            <Logo {...logo} />
          ) : (
            <>
              <Arch letter={brand.monogram} colour={brand.monogramColour} />
              <Text className="muted" style={{ ...small, margin: "12px 0 28px" }}>
                {brand.name}
              </Text>
            </>
          )}
          <Heading
            as="h1"
            className="ink title"
            style={{
              ...text,
              margin: "0 0 24px",
              fontFamily: SERIF,
              fontSize: "28px",
              lineHeight: "36px",
              fontWeight: 500,
            }}
          >
            {letter.title}
          </Heading>
          <Text className="ink" style={text}>
            {letter.greeting}
          </Text>
          {letter.introduction ? (
            <Each of="paragraphs" marked={letter.template}>
              {Children.map(letter.introduction, (paragraph) => (
                <Text dir="auto" className="ink" style={text}>
                  {paragraph}
                </Text>
              ))}
            </Each>
          ) : (
            Children.map(letter.body, (paragraph) => (
              <Text className="ink" style={text}>
                {paragraph}
              </Text>
            ))
          )}
          {people && <People {...people} template={letter.template} />}
          {tally && <Tally lines={tally} end={end} />}
          {message && (
            <Section
              className="line"
              style={{
                margin: "8px 0 24px",
                [dir === "rtl" ? "paddingRight" : "paddingLeft"]: "16px",
                [dir === "rtl" ? "borderRight" : "borderLeft"]: `2px solid ${brand.door}`,
              }}
            >
              <Text className="muted" style={{ ...small, margin: "0 0 4px" }}>
                {message.heading}
              </Text>
              <Text dir="auto" className="ink" style={{ ...text, margin: 0, fontFamily: SERIF, fontSize: "18px" }}>
                {message.text}
              </Text>
            </Section>
          )}
          {action && (
            <Door href={action.link} colour={brand.door}>
              {action.label}
            </Door>
          )}
          {letter.ends && (
            <Text className="ink" style={text}>
              {letter.ends}
            </Text>
          )}
          {second && (
            <Text className="ink" style={text}>
              {second.text}
              <Link className="ink" href={second.link} style={link}>
                {second.label}
              </Link>
            </Text>
          )}
          {letter.unexpected && (
            <Text className="muted" style={small}>
              {letter.unexpected}
            </Text>
          )}
          {action && (
            <>
              <Text className="muted" style={{ ...small, margin: "0 0 4px" }}>
                {action.address}
              </Text>
              <Text style={{ ...foot, wordBreak: "break-all" }}>
                <Quiet href={action.link} ltr>
                  {action.link}
                </Quiet>
              </Text>
            </>
          )}
          <Hr className="line" style={rule} />
          {Children.map(letter.footer, (line) => (
            <Text className="muted" style={foot}>
              {line}
            </Text>
          ))}
          {questions && (
            <Text className="muted" style={foot}>
              {questions.text}
              <Quiet href={questions.link}>{questions.address}</Quiet>
            </Text>
          )}
          {stop && (
            <Text className="muted" style={{ ...foot, margin: "12px 0 0" }}>
              <Quiet href={stop.link}>{stop.label}</Quiet>
            </Text>
          )}
        </Container>
      </Body>
    </Html>
  );
}
