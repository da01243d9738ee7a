"use client";

import dynamic from "next/dynamic";

/**
 * Japanese needs 120 faces, whose rules alone are 100 KB. They are a chunk of their own, so that only a page that
 * renders this component links the stylesheet; of the faces, a browser then fetches those whose letters occur.
 */
const Faces = dynamic(() => import("@/components/japanese-faces").then((module) => module.JapaneseFaces));

export function JapaneseFont() {
  return <Faces />;
}
