import { accounts, users } from "@/lib/db/client";
import { DEMO_OWNER } from "../../../bin/demo/seed";
import { cookieOf } from "../../support/factories";
import type { Stage } from "./stage";

/** The agency of the demo data. */
export async function demoTenant(): Promise<Stage["tenant"]> {
  const owner = await users().findOne({ email: DEMO_OWNER.email });
  const account = owner && (await accounts().findOne({ owner: owner._id, parent: null }));
  if (!account) throw new Error("The demo data has an owner and an account");
  return { id: account._id.toHexString(), account, owner, cookie: await cookieOf(owner) };
}
