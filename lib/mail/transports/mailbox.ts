import type { SingleTransport } from "./transport";

/**
 * Keeps mail instead of sending it, for trying out. The outbox's own document is the mail: /mailbox renders it again each
 * time it is read, so that links lie nowhere.
 */
export function mailboxTransport(): SingleTransport {
  return {
    name: "mailbox",
    batch: null,
    repeatable: true,
    concurrency: 4,
    async send(message) {
      return { messageId: message.messageId };
    },
    async check() {},
    async close() {},
  };
}
