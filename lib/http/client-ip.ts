import { isIP } from "node:net";
import { env } from "../env";

/** Set by instrumentation.ts on every request from the socket itself; what a client sends under this name is overwritten. */
export const PEER_HEADER = "x-foyer-peer";

/** The client's address: the socket's peer, or what the trusted proxies say of it. For limits and the audit only. */
export function clientIp(headers: Headers): string | null {
  const peer = normalise(headers.get(PEER_HEADER));
  const hops = env().trustedProxies;
  if (hops === 0) return peer;
  const forwarded = (headers.get("x-forwarded-for") ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
  // Each trusted hop appended the address it was called from; anything further left could be invented.
  return normalise(forwarded.at(-Math.min(hops, forwarded.length)) ?? null) ?? peer;
}

function normalise(address: string | null): string | null {
  if (!address) return null;
  const bare = address.replace(/^\[(.*)\](:\d+)?$/, "$1").replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1");
  const mapped = bare.replace(/^::ffff:(\d+\.\d+\.\d+\.\d+)$/i, "$1").replace(/%.*$/, "");
  return isIP(mapped) ? mapped : null;
}

/** What counts as one client: an IPv4 address, or an IPv6 network of /64, which is what one household or host has. */
export function clientNetwork(ip: string): string {
  if (isIP(ip) !== 6) return ip;
  const [head = "", tail = ""] = ip.split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail.split(":").filter(Boolean);
  const missing = ip.includes("::") ? 8 - left.length - right.length : 0;
  const groups = [...left, ...Array<string>(Math.max(0, missing)).fill("0"), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

function isLoopback(ip: string): boolean {
  return ip === "::1" || ip.startsWith("127.");
}

/** Whether the call came from this machine, and was not passed on by a proxy on it for somebody else. */
export function isLoopbackRequest(headers: Headers): boolean {
  const peer = normalise(headers.get(PEER_HEADER));
  // Next itself adds the peer as X-Forwarded-For where there is none.
  const forwarded = (headers.get("x-forwarded-for") ?? "").split(",").filter((part) => part.trim() !== "");
  return peer !== null && [peer, ...forwarded.map((part) => normalise(part.trim()) ?? "?")].every(isLoopback);
}
