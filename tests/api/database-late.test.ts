import net from "node:net";
import { afterAll, expect, it } from "vitest";
import { freePort } from "../../bin/ports";
import { closeDatabase, database } from "../../lib/db/client";
import { forgetEnv } from "../../lib/env";

/** A way to the tests' MongoDB that opens late. */
let gate: net.Server | undefined;
const uri = process.env.MONGODB_URI ?? "";

afterAll(async () => {
  await closeDatabase();
  process.env.MONGODB_URI = uri;
  forgetEnv();
  gate?.close();
});

it("a process that could not reach its database at first finds it once it is there", async () => {
  const [{ hostname, port, pathname }, late] = [new URL(uri), await freePort()];
  await closeDatabase();
  const short = "directConnection=true&serverSelectionTimeoutMS=300&connectTimeoutMS=300";
  process.env.MONGODB_URI = `mongodb://127.0.0.1:${late}${pathname}?${short}`;
  forgetEnv();
  const ping = () => database().command({ ping: 1 });
  // Several at once, as when a server starts: all of them wait for the one connection.
  const first = await Promise.allSettled([ping(), ping(), ping()]);
  expect(first.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);

  gate = net.createServer((socket) => {
    const through = net.connect(Number(port), hostname);
    socket.pipe(through).pipe(socket);
    for (const end of [socket, through]) end.on("error", () => end.destroy());
  });
  await new Promise<void>((resolve) => gate?.listen(late, "127.0.0.1", resolve));
  expect(await ping()).toMatchObject({ ok: 1 });
});
