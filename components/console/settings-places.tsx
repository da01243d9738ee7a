"use client";

import clsx from "clsx";
import Link, { useLinkStatus } from "next/link";
import { usePathname } from "next/navigation";

/** The places within the settings; on a phone they slide under the finger. */
export function SettingsPlaces({ label, places }: { label: string; places: { href: string; label: string }[] }) {
  const here = usePathname();
  // The deepest one that the page lies in; the first place is above all the others.
  const current = places.filter(({ href }) => here === href || here.startsWith(`${href}/`)).at(-1)?.href;
  return (
    <nav aria-label={label} className="-mx-4 overflow-x-auto px-4 [scrollbar-width:none] md:mx-0 md:px-0">
      <ul className="flex min-w-max gap-5 border-b border-line">
        {places.map((place) => (
          <li key={place.href}>
            <Link
              href={place.href}
              aria-current={here === place.href ? "page" : current === place.href ? "true" : undefined}
              className={clsx(
                "-mb-px flex h-10 items-center border-b-2",
                current === place.href ? "border-ink font-medium" : "border-transparent text-ink-muted hover:text-ink",
              )}
            >
              <PlaceText>{place.label}</PlaceText>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function PlaceText({ children }: { children: string }) {
  const { pending } = useLinkStatus();
  return <span className={clsx(pending && "animate-pulse")}>{children}</span>;
}
