import Link from "next/link";
import { Fragment } from "react";

/** A quiet line of where something lies, from the top down. A step without an address is where one is. */
export function AccountPath({ label, steps }: { label: string; steps: { id: string; name: string; href?: string }[] }) {
  if (steps.length === 0) return null;
  return (
    <nav aria-label={label} className="mb-2 text-ink-muted">
      <ol className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {steps.map(({ id, name, href }, index) => (
          <Fragment key={id}>
            {index > 0 ? (
              <li aria-hidden="true" className="text-field-line">
                /
              </li>
            ) : null}
            <li className="min-w-0">
              {href ? (
                <Link href={href} className="block max-w-60 truncate hover:text-ink hover:underline">
                  {name}
                </Link>
              ) : (
                <span aria-current="location" className="block max-w-60 truncate">
                  {name}
                </span>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
