"use client";

import type { ReactNode } from "react";
import { buttonClass } from "./button";

/** The way back from a question that was asked in place: closes the `details` it stands in. */
export function KeepButton({ children }: { children: ReactNode }) {
  return (
    <button
      type="button"
      className={buttonClass("quiet")}
      onClick={({ currentTarget }) => {
        const question = currentTarget.closest("details");
        if (!question) return;
        question.open = false;
        question.querySelector("summary")?.focus();
      }}
    >
      {children}
    </button>
  );
}
