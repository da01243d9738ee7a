import { readFileSync } from "node:fs";
import path from "node:path";
import type { BrowserContext } from "@playwright/test";
import sharp from "sharp";
import { ROOT } from "./installation";

/** The faces that letters ask for, from the packages of the pages: a machine without fonts shows what readers see. */

const ORIGIN = "https://fonts.example/";
const PACKAGES = path.join(ROOT, "node_modules", "@fontsource-variable");
/** What each package stands for in the letters' lists of fonts. */
const FAMILIES = {
  newsreader: ["Newsreader"],
  "noto-sans-arabic": ["Noto Sans Arabic", "Noto Naskh Arabic"],
  "noto-sans-jp": ["Noto Sans JP", "Hiragino Mincho ProN"],
};

/** The style sheet that names them. */
export function mailFaces(): string {
  return Object.entries(FAMILIES)
    .flatMap(([name, families]) => {
      const css = readFileSync(path.join(PACKAGES, name, "index.css"), "utf8");
      return families.map((family) =>
        css.replace(/font-family: '[^']*'/g, `font-family: '${family}'`).replaceAll("./files/", `${ORIGIN}${name}/`),
      );
    })
    .join("\n");
}

/** Answers for the fonts and for the logo; whatever else a letter asks for is an error. */
export async function serveMails(context: BrowserContext, asked: string[]): Promise<void> {
  const logo = await sharp({ create: { width: 480, height: 96, channels: 3, background: "#0a5f38" } })
    .png()
    .toBuffer();
  await context.route("**/*", async (route) => {
    const url = route.request().url();
    if (url.startsWith(ORIGIN)) {
      const [name = "", file = ""] = url.slice(ORIGIN.length).split("/");
      const body = readFileSync(path.join(PACKAGES, path.basename(name), "files", path.basename(file)));
      await route.fulfill({ body, headers: { "access-control-allow-origin": "*" }, contentType: "font/woff2" });
    } else if (/\/logos\/[0-9a-f]{64}\.png$/.test(url)) {
      await route.fulfill({ body: logo, contentType: "image/png" });
    } else {
      asked.push(url);
      await route.abort();
    }
  });
}
