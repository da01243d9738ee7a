import { migrate } from "../../lib/db/migrate";
import { sweep } from "../../lib/invitations/sweep";
import type { Command } from "./command";

export const sweepCommand: Command = {
  name: "sweep",
  summary: "end what is due now (the engine does it every minute)",
  usage: "",
  options: {},
  database: "open",
  async run() {
    await migrate();
    const { expired } = await sweep();
    const lines = [expired === 1 ? "One invitation has expired." : `${expired} invitations have expired.`];
    return { json: { expired }, lines };
  },
};
