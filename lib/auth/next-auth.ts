import type { NextAuthOptions, Session } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { accounts } from "../db/client";
import type { Role, UserDoc } from "../db/types";
import { env, setNextAuth } from "../env";
import { AppError } from "../errors";
import { clientIp } from "../http/client-ip";
import { toAppError } from "../http/problem";
import { log } from "../log";
import { fullName } from "../text";
import { signIn } from "./session";
import { decodeSession, encodeSession, SESSION_SECONDS, sessionSecret, userOfSession } from "./session-token";

/** What /api/auth/session shows: who and where, nothing secret. */
export interface FoyerSession extends Session {
  user: { id: string; email: string; name: string };
  account: { id: string; name: string; role: Role } | null;
}

/** Made at each request rather than at load: a build has no settings. */
export function nextAuthOptions(onLimited: (error: AppError) => void = () => {}): NextAuthOptions {
  const secret = sessionSecret();
  setNextAuth(env().appUrl, secret);
  return {
    secret,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/login", error: "/login" },
    providers: [
      CredentialsProvider({
        id: "credentials",
        name: "E-mail and password",
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: async (credentials, request) =>
          authorize(credentials, new Headers(request.headers as HeadersInit), onLimited),
      }),
    ],
    jwt: {
      encode: ({ token }) => encodeSession(token ?? {}),
      // An ended session does not decode, so that next-auth takes its cookie away.
      decode: async ({ token }) => {
        const claims = token ? await decodeSession(token) : null;
        return (await userOfSession(claims)) ? claims : null;
      },
    },
    callbacks: {
      redirect: ({ url, baseUrl }) => {
        const wanted = URL.canParse(url, baseUrl) ? new URL(url, baseUrl) : null;
        return wanted?.origin === new URL(baseUrl).origin ? wanted.href : baseUrl;
      },
      // `user` is there at sign-in only. What a client sends with trigger "update" is not looked at.
      jwt: ({ token, user }) => (user ? { sub: user.id, version: (user as SignedIn).version } : token),
      session: async ({ session, token }): Promise<Session> => {
        const user = await userOfSession(token);
        // Ended between decoding and here; an empty session is what next-auth answers to that.
        if (!user) return { expires: session.expires };
        return toSessionView(user, session.expires);
      },
    },
    logger: {
      error: (code, details) => {
        // Ended and foreign tokens are everyday; whatever else goes wrong is not.
        if (code !== "JWT_SESSION_ERROR") log.error("next-auth failed", { reason: code, details });
      },
      warn: (code) => log.warn("next-auth warns", { reason: code }),
      debug: () => undefined,
    },
  };
}

interface SignedIn {
  id: string;
  version: number;
}

async function authorize(
  credentials: Record<string, string> | undefined,
  headers: Headers,
  onLimited: (error: AppError) => void,
): Promise<SignedIn | null> {
  const { email, password } = credentials ?? {};
  if (typeof email !== "string" || typeof password !== "string") return null;
  try {
    const user = await signIn({ email, password, ip: clientIp(headers) });
    return { id: user._id.toHexString(), version: user.sessionVersion };
  } catch (thrown) {
    const error = toAppError(thrown, { path: "/api/auth/callback/credentials" });
    if (error.code === "sign_in_failed") return null;
    if (error.code === "rate_limited") onLimited(error);
    // The code reaches the login page as ?error=…, which says it in words.
    throw new AppError(error.code, error.code, { cause: error });
  }
}

async function toSessionView(user: UserDoc, expires: string): Promise<FoyerSession> {
  const active = user.memberships.filter(({ status }) => status === "active");
  const current = active.find(({ account }) => user.lastAccount && account.equals(user.lastAccount)) ?? active[0];
  const account = current ? await accounts().findOne({ _id: current.account }, { projection: { name: 1 } }) : null;
  return {
    user: { id: user._id.toHexString(), email: user.email, name: fullName(user) || user.email },
    account: account && current ? { id: account._id.toHexString(), name: account.name, role: current.role } : null,
    expires,
  };
}
