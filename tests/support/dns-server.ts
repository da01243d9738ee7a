import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { once } from "node:events";

/** What is known of a name; one that is not listed does not exist. */
export interface Zone {
  /** Exchanges by preference; an empty name is the root. */
  mx?: [preference: number, exchange: string][];
  a?: string;
  aaaa?: string;
  /** How it answers everything else: not at all, or with a failure of its own. */
  trouble?: "silent" | "servfail" | "refused";
}

const TYPES: Record<number, "a" | "mx" | "aaaa"> = { 1: "a", 15: "mx", 28: "aaaa" };
const NO_ERROR = 0;
const SERVFAIL = 2;
const NXDOMAIN = 3;
const REFUSED = 5;

/** A name server on this machine alone, which speaks as much of RFC 1035 as a look-up of MX, A and AAAA needs. */
export class DnsServer {
  /** `mx bakery.example`, in the order of the questions. */
  readonly questions: string[] = [];

  private constructor(
    private readonly socket: Socket,
    private readonly zones: Readonly<Record<string, Zone>>,
  ) {}

  static async start(zones: Readonly<Record<string, Zone>>): Promise<DnsServer> {
    const socket = createSocket("udp4");
    const server = new DnsServer(socket, zones);
    socket.on("message", (query, from) => server.reply(query, from));
    socket.bind(0, "127.0.0.1");
    await once(socket, "listening");
    return server;
  }

  /** As Resolver.setServers wants it. */
  get address(): string {
    return `127.0.0.1:${this.socket.address().port}`;
  }

  async stop(): Promise<void> {
    this.socket.close();
    await once(this.socket, "close");
  }

  private reply(query: Buffer, from: RemoteInfo): void {
    const { name, end } = readName(query);
    const type = TYPES[query.readUInt16BE(end)];
    this.questions.push(`${type} ${name}`);
    const zone = this.zones[name.toLowerCase()];
    if (zone?.trouble === "silent") return;
    const answers = zone && type ? answersOf(zone, type) : [];
    const code =
      zone?.trouble === "servfail" ? SERVFAIL : zone?.trouble === "refused" ? REFUSED : zone ? NO_ERROR : NXDOMAIN;
    const head = Buffer.alloc(12);
    query.copy(head, 0, 0, 2);
    // An answer, recursion wanted and available.
    head.writeUInt16BE(0x8180 | code, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(answers.length, 6);
    const records = answers.map((data) => {
      const record = Buffer.alloc(12);
      // The name is the question's, which begins at byte 12.
      record.writeUInt16BE(0xc00c, 0);
      record.writeUInt16BE(query.readUInt16BE(end), 2);
      record.writeUInt16BE(1, 4);
      record.writeUInt32BE(60, 6);
      record.writeUInt16BE(data.length, 10);
      return Buffer.concat([record, data]);
    });
    this.socket.send(Buffer.concat([head, query.subarray(12, end + 4), ...records]), from.port, from.address);
  }
}

function answersOf({ mx = [], a, aaaa }: Zone, type: "a" | "mx" | "aaaa"): Buffer[] {
  if (type === "mx") {
    return mx.map(([preference, exchange]) => {
      const number = Buffer.alloc(2);
      number.writeUInt16BE(preference);
      return Buffer.concat([number, writeName(exchange)]);
    });
  }
  if (type === "a") return a ? [Buffer.from(a.split(".").map(Number))] : [];
  return aaaa
    ? [
        Buffer.from(
          aaaa.split(":").flatMap((part) => [Number.parseInt(part, 16) >> 8, Number.parseInt(part, 16) & 255]),
        ),
      ]
    : [];
}

/** @param query with one question, and its name from byte 12 on @returns where the question's type stands */
function readName(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join("."), end: at + 1 };
}

function writeName(name: string): Buffer {
  const labels = name.split(".").filter((label) => label !== "");
  return Buffer.concat([
    ...labels.map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`, "latin1")),
    Buffer.from([0]),
  ]);
}
