import { accounts } from "../../lib/db/client";
import { StartProblem } from "../terminal";

/** The account that a command means where none is named. */
export async function oldestRootAccount(): Promise<string> {
  const oldest = await accounts().findOne({ parent: null }, { sort: { _id: 1 }, projection: { _id: 1 } });
  if (oldest) return oldest._id.toHexString();
  throw new StartProblem(
    "There is no account yet. Open /setup first, or start once with OWNER_EMAIL and its companions.",
  );
}
