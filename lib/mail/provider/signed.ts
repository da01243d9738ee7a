import { AppError } from "../../errors";
import { log } from "../../log";

/** 401, without saying what was wrong with it: that is for our own log. */
export function refuseUnsigned(why: string): AppError {
  log.warn("A provider's event was refused", { why });
  return new AppError(
    "signature_invalid",
    "This was not signed by the provider within the last five minutes. Check the webhook's signing key on both sides.",
  );
}

/** @throws AppError 400 for what is no JSON: the provider meant it, and sending it again would change nothing */
export function parseSigned(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AppError("invalid_request", "The body is not valid JSON in UTF-8.", { cause });
  }
}
