import { migrate } from "../../lib/db/migrate";
import { sweepAll } from "../../lib/engine/sweep";
import type { Command } from "./command";

export const sweepCommand: Command = {
  name: "sweep",
  summary: "end and remind of what is due now (the engine does it every minute)",
  usage: "",
  options: {},
  database: "open",
  async run() {
    await migrate();
    const swept = await sweepAll();
    const { expired, told, reminded } = swept;
    const lines = [
      expired === 1 ? "One invitation has expired." : `${expired} invitations have expired.`,
      told === 1 ? "One inviter is told of what ended." : `${told} inviters are told of what ended.`,
      reminded === 1 ? "One person is reminded." : `${reminded} people are reminded.`,
    ];
    return { json: { ...swept }, lines };
  },
};
