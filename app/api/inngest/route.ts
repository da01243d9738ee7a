import { serve } from "inngest/next";
import type { NextRequest } from "next/server";
import { inngestFunctions } from "@/lib/engine/inngest";
import { inngest } from "@/lib/engine/inngest-client";
import { env } from "@/lib/env";

/** A mount only; the SDK checks the signature. With the embedded engine there is nothing here. */
const handlers = serve({ client: inngest, functions: inngestFunctions });

const mounted =
  (handler: typeof handlers.GET) =>
  async (request: NextRequest, context: unknown): Promise<Response> =>
    env().engine === "inngest" ? handler(request, context) : new Response(null, { status: 404 });

export const GET = mounted(handlers.GET);
export const POST = mounted(handlers.POST);
export const PUT = mounted(handlers.PUT);
