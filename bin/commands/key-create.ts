import { SYSTEM } from "../../lib/auth/actor";
import { createApiKey } from "../../lib/auth/api-keys";
import { CreateApiKeyInput, PERMISSIONS } from "../../lib/auth/schema";
import { migrate } from "../../lib/db/migrate";
import { type Command, UsageError, type Values } from "./command";
import { oldestRootAccount } from "./root-account";

function inputOf(values: Values): CreateApiKeyInput {
  const permissions = values.permission;
  const parsed = CreateApiKeyInput.safeParse({
    name: values.name,
    ...(values.account === undefined ? {} : { account: values.account }),
    ...(permissions === undefined ? {} : { permissions }),
  });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const option = issue?.path[0] === "permissions" ? "permission" : String(issue?.path[0] ?? "name");
  if (option === "name" && values.name === undefined) throw new UsageError("--name is required: what the key is for.");
  if (option === "permission") throw new UsageError(`--permission takes one of: ${PERMISSIONS.join(", ")}.`);
  throw new UsageError(`--${option}: ${issue?.message ?? "is not valid."}`);
}

export const keyCreate: Command = {
  name: "key create",
  summary: "make an API key and show it, once",
  usage: "--name <name> [--account <id>] [--permission <permission>]…",
  help: [
    "--name         what the key is for",
    "--account      the account it belongs to; the oldest root account when left out",
    "--permission   can be given several times; all of them when left out:",
    ...PERMISSIONS.map((name) => `                 ${name}`),
  ],
  options: {
    name: { type: "string" },
    account: { type: "string" },
    permission: { type: "string", multiple: true },
  },
  check: inputOf,
  database: "open",
  async run({ values }) {
    await migrate();
    const input = inputOf(values);
    const account = input.account ?? (await oldestRootAccount());
    const created = await createApiKey(SYSTEM, { ...input, account });
    return {
      json: { key: created.key, id: created.id, account: created.account },
      lines: [`${created.key}`, "", "It is shown this once; Foyer keeps only its hash."],
    };
  },
};
