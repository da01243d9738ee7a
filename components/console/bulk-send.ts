import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().bulk.upload;

export interface Refusal {
  text: string;
  /** Where to sign in again, if that is what is needed. */
  signIn?: string;
}

/** What a refusal's code means for whoever sent the file, and what to do. */
export function refusalOf(code: string, line: number | null, here?: string): Refusal {
  const text = (words.refused[code] ?? words.refused.failed)?.(line) ?? "";
  return code === "unauthenticated" && here
    ? { text, signIn: `/login?callbackUrl=${encodeURIComponent(here)}` }
    : { text };
}

export type Sent<Answer> =
  | { answer: Answer }
  | {
      code: string;
      line: number | null;
      /** Of a file that lacks a column, those that it has. */
      header?: string[];
    };

/** Sends a form with a file, and tells how much of it is gone: fetch cannot. 100 is all of it; then it is being read. */
export function sendFile<Answer>(
  action: string,
  form: FormData,
  onPercent: (percent: number) => void,
): Promise<Sent<Answer>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const failed = () => resolve({ code: "failed", line: null });
    request.open("POST", action);
    request.setRequestHeader("accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onPercent(Math.floor((100 * loaded) / Math.max(1, total)));
    request.onerror = failed;
    request.onabort = failed;
    request.onload = () => {
      const body: unknown = request.response;
      if (typeof body !== "object" || body === null) return failed();
      if (request.status < 300) return resolve({ answer: body as Answer });
      const { code = "failed", line, header } = body as { code?: string; line?: number; header?: string[] };
      resolve({ code, line: line ?? null, ...(header ? { header } : {}) });
    };
    request.send(form);
  });
}
