"use client";

import clsx from "clsx";
import Link, { useLinkStatus } from "next/link";
import { usePathname } from "next/navigation";
import { Strip } from "./strip";

/** The places within the settings; on a phone they slide under the finger. */
export function SettingsPlaces({ label, places }: { label: string; places: { href: string; label: string }[] }) {
  const here = usePathname();
  // The deepest one that the page lies in; the first place is above all the others.
  const current = places.filter(({ href }) => here === href || here.startsWith(`${href}/`)).at(-1)?.href;
  return (
    <Strip label={label} current={current}>
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
    </Strip>
  );
}

function PlaceText({ children }: { children: string }) {
  const { pending } = useLinkStatus();
  return <span className={clsx(pending && "animate-pulse")}>{children}</span>;
}
