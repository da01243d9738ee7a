import { createSocket } from "node:dgram";
import { Resolver } from "node:dns/promises";
import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { checkDomains } from "@/lib/batches/domains";
import { DnsServer, type Zone } from "../support/dns-server";

let server: DnsServer | null = null;

afterEach(async () => {
  await server?.stop();
  server = null;
});

function resolverAt(address: string, timeout = 200): Resolver {
  const resolver = new Resolver({ timeout, tries: 1 });
  resolver.setServers([address]);
  return resolver;
}

async function check(zones: Record<string, Zone>, domains: string[], budgetMs = 3000): Promise<Record<string, string>> {
  server = await DnsServer.start(zones);
  return Object.fromEntries(await checkDomains(domains, { resolver: resolverAt(server.address), budgetMs }));
}

describe("whether a domain takes mail", () => {
  it("an MX, or without one an address of its own, says that it does", async () => {
    const zones: Record<string, Zone> = {
      "mx.example": { mx: [[10, "mail.mx.example"]] },
      "two.example": {
        mx: [
          [5, "a.two.example"],
          [10, "b.two.example"],
        ],
      },
      "four.example": { a: "192.0.2.1" },
      "six.example": { aaaa: "2001:db8:0:0:0:0:0:1" },
      "xn--mhle-0ra.example": { mx: [[10, "mail.mx.example"]] },
    };
    expect(await check(zones, ["mx.example", "two.example", "four.example", "six.example", "mühle.example"])).toEqual({
      "mx.example": "mail",
      "two.example": "mail",
      "four.example": "mail",
      "six.example": "mail",
      "mühle.example": "mail",
    });
  });

  it("one that does not exist, has no address, or says so itself, takes none", async () => {
    const zones: Record<string, Zone> = {
      "empty.example": {},
      // RFC 7505; its address does not count then.
      "null.example": { mx: [[0, ""]], a: "192.0.2.1" },
    };
    expect(await check(zones, ["missing.example", "empty.example", "null.example"])).toEqual({
      "missing.example": "none",
      "empty.example": "none",
      "null.example": "none",
    });
  });

  it("where the name server fails, refuses or says nothing, nobody can tell", async () => {
    const zones: Record<string, Zone> = {
      "fails.example": { trouble: "servfail" },
      "refuses.example": { trouble: "refused" },
      "silent.example": { trouble: "silent" },
      "fine.example": { mx: [[10, "mail.fine.example"]] },
    };
    expect(await check(zones, Object.keys(zones))).toEqual({
      "fails.example": "unknown",
      "refuses.example": "unknown",
      "silent.example": "unknown",
      "fine.example": "mail",
    });
  });

  it("each domain is asked for once, however many addresses have it", async () => {
    const zones: Record<string, Zone> = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`d${index}.example`, { mx: [[10, "mail.example"]] }]),
    );
    const domains = Array.from({ length: 2000 }, (_, index) => `d${index % 200}.example`);
    const found = await check(zones, domains);
    expect(new Set(Object.values(found))).toEqual(new Set(["mail"]));
    expect(server?.questions).toHaveLength(200);
  });
});

describe("without an answer", () => {
  const domains = Array.from({ length: 500 }, (_, index) => `d${index}.example`);
  const unknown = (found: Map<string, string>) => [found.size, new Set(found.values())];

  it("it ends within its budget, and all that was not answered is unknown", async () => {
    server = await DnsServer.start(
      Object.fromEntries(domains.map((domain) => [domain, { trouble: "silent" as const }])),
    );
    const begun = performance.now();
    const found = await checkDomains(domains, { resolver: resolverAt(server.address, 10_000), budgetMs: 300 });
    expect(performance.now() - begun).toBeLessThan(1500);
    expect(unknown(found)).toEqual([500, new Set(["unknown"])]);
  });

  it("where nobody listens it gives up long before its budget", async () => {
    const socket = createSocket("udp4").bind(0, "127.0.0.1");
    await once(socket, "listening");
    const { port } = socket.address();
    socket.close();
    await once(socket, "close");
    const begun = performance.now();
    const found = await checkDomains(domains, { resolver: resolverAt(`127.0.0.1:${port}`), budgetMs: 60_000 });
    expect(performance.now() - begun).toBeLessThan(5000);
    expect(unknown(found)).toEqual([500, new Set(["unknown"])]);
  });

  it("no domains are no questions", async () => {
    expect(await checkDomains([])).toEqual(new Map());
  });
});
