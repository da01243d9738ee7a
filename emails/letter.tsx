import { Body, Button, Container, Head, Heading, Hr, Html, Link, Preview, Section, Text } from "react-email";

/**
 * The one letter that all mail is: who, what, one button that is also a link in text, when it ends, and what to do if it
 * was not expected. Its strings may hold {variables}; they are filled in later, so that React draws each kind only once.
 */
export interface LetterProps {
  lang: string;
  dir: "ltr" | "rtl";
  subject: string;
  brand: { name: string; monogram: string; monogramColour: string; door: string };
  title: string;
  greeting: string;
  body: readonly string[];
  message: { heading: string; text: string } | null;
  action: { label: string; link: string; address: string } | null;
  ends: string | null;
  /** Another way than the button's, quieter than it. */
  second: { text: string; label: string; link: string } | null;
  unexpected: string | null;
  footer: readonly string[];
}

const PAPER = "#fcfaf7";
const INK = "#201b16";
const MUTED = "#5f584f";
const LINE = "#e2ded8";
const SERIF = "Newsreader, Georgia, 'Times New Roman', 'Noto Naskh Arabic', 'Hiragino Mincho ProN', serif";
const SANS =
  "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans Arabic', 'Noto Sans JP', sans-serif";

// Mail programs that know dark mode get the pages' dark paper; the others keep the light one.
const STYLE = `
  @media (prefers-color-scheme: dark) {
    .paper, .paper > table > tbody > tr > td { background-color: #191511 !important; }
    .ink { color: #efe9e1 !important; }
    .muted { color: #b3aca2 !important; }
    .line { border-color: #3a342d !important; }
    .arch { border-color: #b3aca2 !important; color: #efe9e1 !important; }
  }
  @media (max-width: 480px) {
    .page { padding-left: 20px !important; padding-right: 20px !important; }
    .title { font-size: 24px !important; line-height: 30px !important; }
    .button { display: block !important; }
  }
`;

const text = { margin: "0 0 16px", fontFamily: SANS, fontSize: "16px", lineHeight: "26px", color: INK };
const small = { ...text, margin: "0 0 12px", fontSize: "14px", lineHeight: "22px", color: MUTED };
const rule = { border: "none", borderTop: `1px solid ${LINE}`, margin: "32px 0 24px" };

/** A doorway from borders alone, with the sender's initial in it: no picture to load, nothing to track. */
function Arch({ letter, colour }: { letter: string; colour: string }) {
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

export function Letter({
  lang,
  dir,
  subject,
  brand,
  title,
  greeting,
  body,
  message,
  action,
  ends,
  second,
  unexpected,
  footer,
}: LetterProps) {
  const start = dir === "rtl" ? "right" : "left";
  return (
    <Html lang={lang} dir={dir}>
      <Head>
        <title>{subject}</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{STYLE}</style>
      </Head>
      <Preview>{body.join(" ")}</Preview>
      <Body lang={lang} dir={dir} className="paper" style={{ margin: 0, padding: 0, backgroundColor: PAPER }}>
        <Container
          className="page"
          style={{ maxWidth: "560px", margin: "0 auto", padding: "40px 24px 32px", textAlign: start }}
        >
          <Arch letter={brand.monogram} colour={brand.monogramColour} />
          <Text className="muted" style={{ ...small, margin: "12px 0 28px" }}>
            {brand.name}
          </Text>
          <Heading
            as="h1"
            className="ink title"
            style={{
              margin: "0 0 24px",
              fontFamily: SERIF,
              fontSize: "28px",
              lineHeight: "36px",
              fontWeight: 500,
              color: INK,
              overflowWrap: "anywhere",
            }}
          >
            {title}
          </Heading>
          <Text className="ink" style={text}>
            {greeting}
          </Text>
          {body.map((paragraph) => (
            <Text key={paragraph} className="ink" style={{ ...text, overflowWrap: "anywhere" }}>
              {paragraph}
            </Text>
          ))}
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
              <Text
                dir="auto"
                className="ink"
                style={{ ...text, margin: 0, fontFamily: SERIF, fontSize: "18px", overflowWrap: "anywhere" }}
              >
                {message.text}
              </Text>
            </Section>
          )}
          {action && (
            <>
              <Button
                className="button"
                href={action.link}
                style={{
                  display: "inline-block",
                  boxSizing: "border-box",
                  margin: "8px 0 24px",
                  padding: "14px 24px",
                  maxWidth: "100%",
                  borderRadius: "6px",
                  backgroundColor: brand.door,
                  color: "#ffffff",
                  fontFamily: SANS,
                  fontSize: "16px",
                  lineHeight: "22px",
                  fontWeight: 600,
                  textAlign: "center",
                  textDecoration: "none",
                  overflowWrap: "anywhere",
                }}
              >
                {action.label}
              </Button>
              {ends && (
                <Text className="ink" style={text}>
                  {ends}
                </Text>
              )}
            </>
          )}
          {second && (
            <Text className="ink" style={text}>
              {second.text}{" "}
              <Link className="ink" href={second.link} style={{ color: INK, textDecoration: "underline" }}>
                {second.label}
              </Link>
            </Text>
          )}
          {unexpected && (
            <Text className="muted" style={small}>
              {unexpected}
            </Text>
          )}
          {action && (
            <>
              <Text className="muted" style={{ ...small, margin: "0 0 4px" }}>
                {action.address}
              </Text>
              <Text style={{ ...small, fontSize: "12px", lineHeight: "18px", wordBreak: "break-all" }}>
                <Link
                  className="muted"
                  href={action.link}
                  dir="ltr"
                  style={{ color: MUTED, textDecoration: "underline" }}
                >
                  {action.link}
                </Link>
              </Text>
            </>
          )}
          <Hr className="line" style={rule} />
          {footer.map((line) => (
            <Text
              key={line}
              className="muted"
              style={{ ...small, margin: "0 0 4px", fontSize: "12px", lineHeight: "18px" }}
            >
              {line}
            </Text>
          ))}
        </Container>
      </Body>
    </Html>
  );
}
