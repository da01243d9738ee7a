/**
 * What a letter looks like, measured inside its page: handed to the browser as it stands, so it uses nothing from outside.
 */

export interface MailSight {
  /** Texts that reach out of the letter, or of the button. */
  outside: string[];
  /** Texts that cannot be read on what lies behind them. */
  faint: string[];
  /** Every character that is shown. */
  characters: string;
}

export function lookAtMail(): MailSight {
  const outside: string[] = [];
  const faint: string[] = [];
  const characters = new Set<string>();

  const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour: string) => {
    const [r = 0, g = 0, b = 0] = channels(colour).map((channel) => {
      const part = channel / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element: Element | null): string => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if ((channels(backgroundColor)[3] ?? 1) > 0) return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  };
  const contrast = (one: string, other: string) => {
    const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };

  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width)
    outside.push(`the page, by ${document.documentElement.scrollWidth}`);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const element = text.parentElement;
    const said = text.textContent?.trim() ?? "";
    if (!element || said === "" || !element.checkVisibility({ opacityProperty: true })) continue;
    for (const character of said) characters.add(character);
    const { color } = getComputedStyle(element);
    if (contrast(color, ground(element)) < 4.5) faint.push(`${said.slice(0, 40)}: ${color} on ${ground(element)}`);
    const button = element.closest(".button")?.getBoundingClientRect();
    const [left, right] = button ? [button.left, button.right] : [20, width - 20];
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) {
      // Half a pixel is rounding.
      if (box.left < left - 0.5 || box.right > right + 0.5)
        outside.push(`${said.slice(0, 40)}: ${box.left}–${box.right}`);
    }
  }
  return { outside, faint, characters: [...characters].join("") };
}

/** The characters that the browser has no glyph for and draws as the box that it draws for one that nobody has. */
export function findTofu({ characters, fonts }: { characters: string; fonts: string[] }): string[] {
  const canvas = document.createElement("canvas");
  canvas.width = 64;
  canvas.height = 64;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("No canvas to draw on");
  const drawn = (font: string, character: string) => {
    pen.clearRect(0, 0, 64, 64);
    pen.font = font;
    pen.fillText(character, 16, 44);
    return pen.getImageData(0, 0, 64, 64).data.join("");
  };
  return fonts.flatMap((font) => {
    // U+0378 has never been given to a letter.
    const [blank, box] = [drawn(font, ""), drawn(font, "\u0378")];
    if (blank === box) throw new Error(`A missing glyph does not show in ${font}`);
    return [...characters].filter((character) => {
      if (/[\p{Z}\p{Cf}\p{M}]/u.test(character)) return false;
      const shape = drawn(font, character);
      return shape === blank || shape === box;
    });
  });
}
