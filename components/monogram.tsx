import type { CSSProperties } from "react";
import { type BrandColours, brandColours, brandStyle, nameColours } from "@/lib/brand-colour";

function initial(name: string): string {
  const first = [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(name.trim())][0]?.segment ?? "·";
  return first.toLocaleUpperCase();
}

/** Where there is no logo: the first letter of a name in the arch. The hue comes from the brand, else from the name. */
export function Monogram({ name, colour, size = 48 }: { name: string; colour?: string | null; size?: number }) {
  const colours: BrandColours = brandColours(colour) ?? nameColours(name);
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 48 48"
      className="branded shrink-0"
      style={brandStyle(colours) as CSSProperties}
    >
      <path d="M9 44V21a15 15 0 0 1 30 0v23z" fill="var(--door)" />
      <path d="M3.5 44h41" stroke="var(--door)" strokeWidth="2.5" strokeLinecap="round" />
      <text
        x="24"
        y="28"
        textAnchor="middle"
        dominantBaseline="central"
        fill="var(--on-door)"
        fontSize="20"
        fontWeight="500"
        className="font-sans"
      >
        {initial(name)}
      </text>
    </svg>
  );
}
