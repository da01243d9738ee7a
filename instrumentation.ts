/** Next calls this once in each server process, before the first request. */
export async function register(): Promise<void> {
  // Next compiles this file for the edge, too, and leaves this branch out there.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { prepareServer } = await import("./lib/server-process");
    prepareServer();
  }
}
