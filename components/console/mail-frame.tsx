"use client";

import { useEffect, useRef, useState } from "react";

const FIRST_HEIGHT = 640;

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
      const body = box.contentDocument?.documentElement;
      if (body && body.scrollHeight > 0) setHeight(body.scrollHeight);
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
