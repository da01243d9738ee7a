import { hasRootAccount } from "../../lib/accounts/create-root";
import { migrate } from "../../lib/db/migrate";
import { forgetEnv } from "../../lib/env";
import { DEMO_OWNER, seedDemo } from "../demo/seed";
import { StartProblem } from "../terminal";
import type { Command } from "./command";

export const seed: Command = {
  name: "seed",
  summary: "fill an empty database with demo data",
  usage: "[--if-empty]",
  help: ["--if-empty     do nothing, and succeed, where there are accounts already"],
  options: { "if-empty": { type: "boolean" } },
  database: "open",
  async run({ values }) {
    await migrate();
    if (await hasRootAccount()) {
      if (values["if-empty"])
        return { json: { seeded: false }, lines: ["There are accounts already; nothing was added."] };
      throw new StartProblem(
        "There are accounts already. Demo data goes into an empty database only; give it a DATA_DIR of its own.",
      );
    }
    // A month of invitations in a second would meet every limit. This process serves nobody.
    process.env.RATE_LIMITS = "off";
    forgetEnv();
    const counts = await seedDemo();
    const { email, password } = DEMO_OWNER;
    return {
      json: { seeded: true, ...counts, email, password },
      lines: [
        `Made ${counts.accounts} accounts, ${counts.contacts} contacts and ${counts.invitations} invitations.`,
        `Sign in as ${email} with the password ${password}`,
      ],
    };
  },
};
