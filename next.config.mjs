import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(fileURLToPath(import.meta.url));

// The Content-Security-Policy of pages carries a nonce, so proxy.ts sets it.
const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  // Headers are fixed when building; bin/build.ts therefore counts the scheme of APP_URL among the sources.
  ...(process.env.APP_URL?.startsWith("https://")
    ? [{ key: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains" }]
    : []),
];

/** @type {import("next").NextConfig} */
const config = {
  output: "standalone",
  // Without it Next looks for a lockfile in the folders above, and lays server.js out below the folder it finds.
  outputFileTracingRoot: root,
  outputFileTracingExcludes: { "*": [".data/**", "bench/**", "tests/**", "docs/**", ".cache/**"] },
  turbopack: { root },
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ["mongodb", "@node-rs/argon2", "nodemailer"],
  // `npm test` checks types, those of tests included; a start need not wait for it.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

export default config;
