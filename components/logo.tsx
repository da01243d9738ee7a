import { logoPath } from "@/lib/branding/logo-path";

export interface LogoFile {
  sha256: string;
  width: number;
  height: number;
}

interface LogoProps extends LogoFile {
  name: string;
  /** The box that it has to fit into; it is never drawn larger than it is. */
  maxWidth?: number;
  maxHeight?: number;
}

/** A tenant's logo, from our own origin. Its place is kept before it has come; in the dark it lies on a light plate. */
export function Logo({ sha256, width, height, name, maxWidth = 200, maxHeight = 48 }: LogoProps) {
  const scale = Math.min(1, maxWidth / width, maxHeight / height);
  return (
    // biome-ignore lint/performance/noImgElement: small, encoded by Foyer itself, and kept by browsers for ever
    <img
      src={logoPath(sha256)}
      alt={name}
      width={Math.max(1, Math.round(width * scale))}
      height={Math.max(1, Math.round(height * scale))}
      decoding="async"
      className="logo-plate shrink-0"
    />
  );
}
