import { mongo } from "../../database";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  await mongo().db().command({ ping: 1 });
  return Response.json({ status: "ok" });
}
