"use client";

import "@fontsource-variable/noto-sans-jp/wght.css";

/** Renders nothing: it stands for its stylesheet. */
export function JapaneseFaces() {
  return null;
}
