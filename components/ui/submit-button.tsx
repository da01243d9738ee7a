"use client";

import { useFormStatus } from "react-dom";
import { Button, type ButtonProps } from "@/components/ui/button";

/** Submits its form once: while the answer is awaited, it shows progress and ignores clicks. */
export function SubmitButton({ variant = "door", onClick, ...rest }: Omit<ButtonProps, "pending" | "type">) {
  const { pending, data } = useFormStatus();
  // Of two buttons in one form only the pressed one shows progress; both wait.
  const pressed = pending && (rest.name === undefined || data?.get(rest.name) === rest.value);
  return (
    <Button
      {...rest}
      type="submit"
      variant={variant}
      pending={pressed}
      aria-disabled={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
    />
  );
}
