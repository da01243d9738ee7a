/** The pages' colours as mail programs understand them. A unit test checks each pair of text and ground for 4.5:1. */
export const LIGHT = { paper: "#fcfaf7", ink: "#201b16", muted: "#5f584f", line: "#e2ded8" } as const;
export const DARK = { paper: "#191511", ink: "#efe9e1", muted: "#b3aca2", line: "#3a342d" } as const;
/** The text of the one button, whose ground is the tenant's colour in the light and in the dark. */
export const ON_DOOR = "#ffffff";
/** Round the button in the dark, where a tenant's black would be lost on the paper. */
export const DARK_EDGE = "#7d756a";
/** Under a logo in the dark, since most are drawn for white paper. */
export const PLATE = LIGHT.paper;

const dark: [selector: string, declaration: string][] = [
  [".paper", `background-color: ${DARK.paper}`],
  [".paper > table > tbody > tr > td", `background-color: ${DARK.paper}`],
  [".ink", `color: ${DARK.ink}`],
  [".muted", `color: ${DARK.muted}`],
  [".line", `border-color: ${DARK.line}`],
  [".arch", `border-color: ${DARK.muted}`],
  [".arch", `color: ${DARK.ink}`],
  [".button", `border-color: ${DARK_EDGE}`],
  [".button", `color: ${ON_DOOR}`],
  [".plate", `background-color: ${PLATE}`],
  [".plate", "padding: 8px 12px"],
];
const rules = (prefix: string) =>
  dark.map(([selector, declaration]) => `${prefix}${selector} { ${declaration} !important; }`).join("\n");

/**
 * Mail programs that know dark mode get the pages' dark paper; Outlook on the web and on phones marks what it has turned
 * dark by attributes of its own; the others keep the light paper or turn it round by themselves.
 */
export const STYLE = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
${rules("")}
}
${rules("[data-ogsc] ")}
${rules("[data-ogsb] ")}
@media (max-width: 480px) {
.page > tbody > tr > td { padding-left: 20px !important; padding-right: 20px !important; }
.title { font-size: 24px !important; line-height: 30px !important; }
.button { display: block !important; }
}
`;
