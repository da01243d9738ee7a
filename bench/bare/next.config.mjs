import path from "node:path";

// The tree's own node_modules are used, so the folder that resolves them is two above.
const root = path.dirname(path.dirname(import.meta.dirname));

/** @type {import("next").NextConfig} */
const config = {
  output: "standalone",
  outputFileTracingRoot: root,
  turbopack: { root },
  poweredByHeader: false,
  serverExternalPackages: ["mongodb"],
  typescript: { ignoreBuildErrors: true },
};

export default config;
