import http from "node:http";
import type { Target } from "./load";

export interface Upload {
  path: string;
  headers: Record<string, string>;
  body: Buffer;
  expect: number;
}

const PART = 64 * 1024;

/** Sends a file piece by piece, as fast as it is taken. @returns the answer's body. @throws where it is another status */
export function upload({ port }: Pick<Target, "port">, { path, headers, body, expect }: Upload): Promise<string> {
  return new Promise((resolve, reject) => {
    const all = { ...headers, "content-length": body.length };
    const request = http.request({ host: "127.0.0.1", port, method: "POST", path, headers: all }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () => {
        const said = Buffer.concat(chunks).toString();
        if (response.statusCode === expect) return resolve(said);
        reject(new Error(`POST ${path} answered ${response.statusCode}, not ${expect}: ${said.slice(0, 500)}`));
      });
    });
    request.once("error", reject);
    let from = 0;
    const write = () => {
      while (from < body.length) {
        const part = body.subarray(from, from + PART);
        from += part.length;
        if (!request.write(part)) return void request.once("drain", write);
      }
      request.end();
    };
    write();
  });
}
