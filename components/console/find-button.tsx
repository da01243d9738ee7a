"use client";

import { Search } from "lucide-react";
import { useSyncExternalStore } from "react";
import { consoleWords } from "@/lib/i18n/console/words";
import { useFind } from "./shortcuts";

const words = consoleWords().frame;
const never = () => () => undefined;

export function FindButton({ variant }: { variant: "rail" | "top" }) {
  const find = useFind();
  const keys = useSyncExternalStore(
    never,
    () => (/mac|iphone|ipad/i.test(navigator.userAgent) ? "⌘K" : "Ctrl K"),
    () => "",
  );
  if (variant === "top") {
    return (
      <button
        type="button"
        onClick={find}
        className="flex h-11 items-center gap-2 rounded-md px-3 text-ink-muted hover:text-ink"
      >
        <Search aria-hidden="true" size={16} strokeWidth={1.5} />
        {words.find}
      </button>
    );
  }
  return (
    <button
      type="button"
      onClick={find}
      className="flex h-9 w-full items-center gap-3 rounded-md px-3 text-start text-ink-muted hover:bg-line/60 hover:text-ink"
    >
      <Search aria-hidden="true" size={16} strokeWidth={1.5} />
      <span className="flex-1">{words.find}</span>
      <kbd className="font-sans text-12">{keys}</kbd>
    </button>
  );
}
