import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Message, type SendOptions, type Transport, TransportError } from "@/lib/mail/transports/transport";

/** What every transport has to do, whatever takes the mail behind it. */

export interface Taken {
  /** Addresses that really get the mail, not what headers say. */
  recipients: string[];
  from: { name: string; address: string };
  to: { name: string; address: string }[];
  replyTo: string | null;
  subject: string;
  html: string;
  text: string;
  /** Which mail it is, in the form of its Message-ID. */
  messageId: string;
  /** By name in lower case. */
  headers: ReadonlyMap<string, string>;
}

/** The outside as the suite steers it. Each trouble is for the next message only. */
export interface ConformanceServer {
  taken(): Promise<Taken[]>;
  clear(): void;
  trouble(
    what:
      | "temporary refusal"
      | "permanent refusal"
      | "temporary refusal of the content"
      | "permanent refusal of the content"
      | "drop before the message"
      | "drop after the message"
      | "silence before the message"
      | "silence after the message",
  ): void;
  close(): Promise<void>;
}

export interface Conformance {
  transport: Transport;
  /** Null for a transport that has no outside. */
  server: ConformanceServer | null;
  /** A transport of the same kind whose other side is not there. */
  unreachable: Transport | null;
  /** Whether a request carries the mail at once, so that nobody can tell what became of one that was not answered. */
  http?: boolean;
  /** How a name arrives, where a rule of the provider's changes it. */
  shown?(name: string, field: "from" | "to"): string;
}

export const message = (over: Partial<Message> = {}): Message => ({
  id: "65f000000000000000000001",
  kind: "invite-user",
  headers: {},
  values: {},
  from: { name: "Acme", address: "invitations@acme.example" },
  to: { name: "Ana Lima", address: "ana@bakery.example" },
  replyTo: null,
  subject: "Rui Costa invited you to Acme",
  html: '<!doctype html><html dir="ltr"><body><p>Hello</p><a href="https://foyer.example/x?token=a.b">Join</a></body></html>',
  text: "Hello\n\nJoin\nhttps://foyer.example/x?token=a.b\n",
  messageId: "<65f000000000000000000001@acme.example>",
  ...over,
});

export const patience = () => ({ signal: AbortSignal.timeout(20_000) });

let requests = 0;

/** One message by itself, whichever way the transport takes messages. */
async function sendOne(transport: Transport, mail: Message, options: SendOptions & { key?: string } = patience()) {
  if (transport.batch === null) return transport.send(mail, options);
  requests += 1;
  const { signal, key = `request-${requests}` } = options;
  const [outcome, ...more] = await transport.sendBatch([mail], { signal, key });
  if (!outcome || more.length > 0) throw new Error("One message has one outcome");
  if (outcome instanceof TransportError) throw outcome;
  return outcome;
}

export async function failure(sending: Promise<unknown>): Promise<TransportError> {
  const error = await sending.then(
    () => new Error("it was taken"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof TransportError)) throw error;
  return error;
}

export function describeTransport(name: string, make: () => Promise<Conformance>): void {
  describe(`transport ${name}`, () => {
    let made: Conformance;
    beforeAll(async () => {
      made = await make();
    });
    afterAll(async () => {
      await made.transport.close();
      await made.unreachable?.close();
      await made.server?.close();
    });
    beforeEach(() => made.server?.clear());

    it("answers an id, the message's own or the provider's for it, and the mail can be told by its own", async () => {
      const { transport } = made;
      const repeated = { ...patience(), key: "again" };
      const first = await sendOne(transport, message(), repeated);
      const second = await sendOne(transport, message(), repeated);
      if (made.http) expect(first.messageId).toMatch(/^[\w-]{8,}$/);
      else expect(first.messageId).toBe(message().messageId);
      if (!made.http || transport.repeatable) expect(second).toEqual(first);
      for (const taken of (await made.server?.taken()) ?? []) expect(taken.messageId).toBe(message().messageId);
    });

    it("says that it is ready", async () => {
      await expect(made.transport.check()).resolves.toBeUndefined();
    });

    const outside = (title: string, test: (server: ConformanceServer, transport: Transport) => Promise<void>) =>
      it(title, async ({ skip }) => {
        if (!made.server) return skip("has no outside");
        await test(made.server, made.transport);
      }, 30_000);

    const one = async (server: ConformanceServer): Promise<Taken> => {
      const taken = await server.taken();
      expect(taken).toHaveLength(1);
      return taken[0] as Taken;
    };

    outside("carries both parts whole", async (server, transport) => {
      await sendOne(transport, message());
      const taken = await one(server);
      expect(taken.text.replace(/\r\n/g, "\n").trim()).toBe(message().text.trim());
      expect(taken.html.replace(/\r\n/g, "\n").trim()).toBe(message().html);
      expect(taken.recipients).toEqual(["ana@bakery.example"]);
    });

    outside("carries names and subjects in any script", async (server, transport) => {
      const names = ["José Ñandú", "Łukasz Żółć", "山田 太郎", "ليلى حدّاد", "Zoë 🌱", 'O\'Neil, Jr. "Bob" (x)'];
      for (const person of names) {
        server.clear();
        await sendOne(
          transport,
          message({
            to: { name: person, address: "ana@bakery.example" },
            from: { name: person, address: "x@acme.example" },
            subject: `${person} → Acme`,
          }),
        );
        const taken = await one(server);
        const shown = made.shown ?? ((name: string) => name);
        expect(taken.to).toEqual([{ name: shown(person, "to"), address: "ana@bakery.example" }]);
        expect(taken.from).toEqual({ name: shown(person, "from"), address: "x@acme.example" });
        expect(taken.subject).toBe(`${person} → Acme`);
      }
    });

    outside("lets no name, subject or address add a header or a recipient", async (server, transport) => {
      const evil = "Ana\r\nBcc: eve@evil.example\r\nX-Evil: 1\r\n\r\nbody";
      await sendOne(
        transport,
        message({
          to: { name: evil, address: "ana@bakery.example" },
          from: { name: evil, address: "x@acme.example" },
          subject: evil,
          headers: { "List-Unsubscribe": "<https://foyer.example/u>\r\nX-Evil: 2" },
        }),
      );
      const taken = await one(server);
      expect(taken.recipients).toEqual(["ana@bakery.example"]);
      expect([...taken.headers.keys()]).not.toContain("bcc");
      expect([...taken.headers.keys()]).not.toContain("x-evil");
      expect(taken.text.trim()).toBe(
        message()
          .text.replace(/\n/g, taken.text.includes("\r\n") ? "\r\n" : "\n")
          .trim(),
      );
    });

    outside("reads one recipient, never a list", async (server, transport) => {
      for (const address of ["ana@bakery.example,eve@evil.example", "ana@bakery.example>, <eve@evil.example"]) {
        server.clear();
        await sendOne(transport, message({ to: { name: "", address } })).catch((error: unknown) => {
          expect(error).toBeInstanceOf(TransportError);
        });
        for (const taken of await server.taken()) expect(taken.recipients).not.toContain("eve@evil.example");
      }
    });

    outside("carries reply-to, and none where there is none", async (server, transport) => {
      await sendOne(transport, message({ replyTo: "help@acme.example" }));
      expect((await one(server)).replyTo).toBe("help@acme.example");
      server.clear();
      await sendOne(transport, message());
      expect((await one(server)).replyTo).toBeNull();
    });

    outside("carries further headers, and says that the mail is automatic", async (server, transport) => {
      const link = "<https://foyer.example/v1/unsubscribe?token=eyJhbGciOiJIUzI1NiJ9.abc-def_123>";
      const headers = { "List-Unsubscribe": link, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
      await sendOne(transport, message({ headers }));
      const taken = await one(server);
      expect(taken.headers.get("list-unsubscribe")).toBe(link);
      expect(taken.headers.get("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
      expect(taken.headers.get("auto-submitted")).toBe("auto-generated");
    });

    outside("carries long lines, leading dots and right-to-left text unchanged", async (server, transport) => {
      const long = `${"0123456789".repeat(500)}\n.\n..two\n.hidden\nمرحبًا بك في Acme، 日本語\n`;
      const html = `<!doctype html><html lang="ar" dir="rtl"><body><p>${"مرحبًا ".repeat(400)}</p>\n.\n</body></html>`;
      await sendOne(transport, message({ text: long, html }));
      const taken = await one(server);
      expect(taken.text.replace(/\r\n/g, "\n").trim()).toBe(long.trim());
      expect(taken.html.replace(/\r\n/g, "\n").trim()).toBe(html);
    });

    for (const [what, kind, left] of [
      ["temporary refusal", "temporary", 0],
      ["permanent refusal", "permanent", 0],
      ["temporary refusal of the content", "temporary", 0],
      ["permanent refusal of the content", "permanent", 0],
      ["drop after the message", "unknown", 1],
      ["silence after the message", "unknown", 1],
    ] as const) {
      outside(`${what}: ${kind}, in words, and it works again afterwards`, async (server, transport) => {
        server.trouble(what);
        const error = await failure(sendOne(transport, message()));
        expect(error.kind).toBe(kind);
        expect(error.message).toMatch(/^[A-Z].{15,}/s);
        expect(await server.taken()).toHaveLength(left);
        await sendOne(transport, message());
        expect(await server.taken()).toHaveLength(left + 1);
      });
    }

    for (const what of ["drop before the message", "silence before the message"] as const) {
      outside(
        `${what}: not taken, told as temporary or as not known, and never there twice`,
        async (server, transport) => {
          server.trouble(what);
          const error = await sendOne(transport, message()).then(
            () => null,
            (reason: unknown) => reason,
          );
          const kind = made.http ? "unknown" : "temporary";
          if (error) expect(error).toMatchObject({ name: "TransportError", kind });
          expect(await server.taken()).toHaveLength(error ? 0 : 1);
        },
      );
    }

    it("says when the message begins to leave, and not before", async ({ skip }) => {
      const { transport, server } = made;
      if (!server || made.http || transport.batch) return skip("its request is the mail");
      let begun = 0;
      const onHandover = () => {
        begun += 1;
      };
      server.trouble("temporary refusal");
      await failure(transport.send(message(), { ...patience(), onHandover }));
      expect(begun).toBe(0);
      await transport.send(message(), { ...patience(), onHandover });
      expect(begun).toBe(1);
    });

    outside("sends many at once, each once", async (server, transport) => {
      const ids = Array.from({ length: 40 }, (_, index) => `many-${index}`);
      const many = ids.map((id) => message({ id, messageId: `<${id}@acme.example>` }));
      await Promise.all(many.map((mail) => sendOne(transport, mail)));
      const taken = (await server.taken()).map((mail) => mail.messageId);
      expect(taken.toSorted()).toEqual(many.map((mail) => mail.messageId).toSorted());
    });

    it("another side that is not there concerns every mail, and harms none", async ({ skip }) => {
      if (!made.unreachable) return skip("has no outside");
      const error = await failure(sendOne(made.unreachable, message()));
      // Where repeating is harmless it need not be known that nothing left.
      expect(made.unreachable.repeatable ? ["temporary", "unknown"] : ["temporary"]).toContain(error.kind);
      expect(error.everything).toBe(true);
      const check = await failure(made.unreachable.check());
      expect(check.message).toMatch(/reached|answer/);
    }, 30_000);
  });
}
