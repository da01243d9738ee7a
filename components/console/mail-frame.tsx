"use client";

import { useEffect, useRef, useState } from "react";

/** Until a script has measured it, and for good without one: about as high as most letters are. */
const FIRST_HEIGHT = 900;
const EDGE = 1;

/**
 * A mail as its reader sees it, shut off from the page: no scripts, no forms. It is as high as the mail is. In a preview
 * nothing can be followed; elsewhere a link opens the page it leads to.
 */
export function MailFrame({ title, html, inert = false }: { title: string; html: string; inert?: boolean }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(FIRST_HEIGHT);

  useEffect(() => {
    const box = frame.current;
    if (!box) return;
    const measure = () => {
      // Of the body: the document itself is never less high than the frame.
      const high = box.contentDocument?.body?.getBoundingClientRect().height ?? 0;
      if (high > 0) setHeight(Math.ceil(high) + 2 * EDGE);
    };
    box.addEventListener("load", measure);
    window.addEventListener("resize", measure);
    measure();
    return () => {
      box.removeEventListener("load", measure);
      window.removeEventListener("resize", measure);
    };
  }, []);

  return (
    <iframe
      ref={frame}
      title={title}
      srcDoc={html}
      // Same origin without scripts: only so that its height can be read.
      sandbox="allow-same-origin allow-top-navigation-by-user-activation"
      referrerPolicy="no-referrer"
      inert={inert}
      height={height}
      className="block w-full rounded-md border border-line bg-surface"
    />
  );
}
