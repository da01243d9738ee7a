import { Resolver } from "node:dns/promises";
import { domainToASCII } from "node:url";

/** Whether mail to a domain can arrive: `none` says for certain that it cannot, `unknown` that nobody could tell. */
export type MailDomain = "mail" | "none" | "unknown";

/** What is asked of a resolver, as in node:dns/promises. */
export type DomainResolver = Pick<Resolver, "resolveMx" | "resolve4" | "resolve6" | "cancel">;

const AT_ONCE = 32;
/** Questions that nobody answers, one after the other, until it is taken for certain that there is no network. */
const OFFLINE_AFTER = 8;
const REMEMBERED = 20_000;
const HOUR = 60 * 60 * 1000;

interface Answer {
  mail: MailDomain;
  until: number;
}

/** Domains that take mail for certain: a network that denies these as well answers for nothing outside itself. */
const CERTAIN = ["gmail.com", "outlook.com"];

/** Nobody answered: for so long nobody is asked, so that checks without a network take no longer than others. */
const QUIET_MS = 60_000;

/** What was found lately, in this process; what nobody could tell is asked again. */
const known = new Map<string, Answer>();
let quietUntil = 0;

/**
 * Asks once for each domain where its mail goes: to its MX, without one to its own address (RFC 5321 §5.1), to nobody where it
 * says so (RFC 7505). Never throws, and never takes longer than its budget.
 */
export async function checkDomains(
  domains: Iterable<string>,
  options: { resolver?: DomainResolver; budgetMs?: number } = {},
): Promise<Map<string, MailDomain>> {
  const { budgetMs = 3000, resolver = new Resolver({ timeout: Math.min(1500, budgetMs), tries: 2 }) } = options;
  const answers = new Map<string, MailDomain>();
  const waiting: string[] = [];
  for (const domain of new Set(domains)) {
    const found = options.resolver ? undefined : recall(domain);
    answers.set(domain, found ?? "unknown");
    if (!found) waiting.push(domain);
  }
  if (waiting.length === 0 || (!options.resolver && performance.now() < quietUntil)) return answers;
  const round = new Round(resolver);
  const deadline = setTimeout(() => round.stop(), budgetMs);
  try {
    if (!options.resolver && waiting.length > 0 && !(await isOnline(round))) return answers;
    const next = waiting.values();
    const ask = async () => {
      for (const domain of next) {
        if (round.over) return;
        const mail = await round.ask(domain);
        answers.set(domain, mail);
        if (!options.resolver) remember(domain, mail);
      }
    };
    await Promise.race([Promise.all(Array.from({ length: AT_ONCE }, ask)), round.stopped]);
  } finally {
    clearTimeout(deadline);
    round.stop();
  }
  if (!options.resolver && !round.answered) quietUntil = performance.now() + QUIET_MS;
  // What comes in after the deadline is not told of.
  return new Map(answers);
}

async function isOnline(round: Round): Promise<boolean> {
  for (const domain of CERTAIN) {
    const mail = recall(domain) ?? (await round.ask(domain));
    if (mail !== "mail") continue;
    remember(domain, mail);
    return true;
  }
  return false;
}

/** The questions of one check. */
class Round {
  over = false;
  answered = false;
  readonly stopped: Promise<void>;
  private end: () => void = () => undefined;
  private unanswered = 0;

  constructor(private readonly resolver: DomainResolver) {
    this.stopped = new Promise((resolve) => {
      this.end = resolve;
    });
  }

  stop(): void {
    if (this.over) return;
    this.over = true;
    this.resolver.cancel();
    this.end();
  }

  async ask(domain: string): Promise<MailDomain> {
    const name = domainToASCII(domain);
    if (name === "") return "none";
    const mx = await this.answer(() => this.resolver.resolveMx(name));
    if (mx === "unknown" || mx === "no_domain") return mx === "unknown" ? mx : "none";
    // One that names nobody, or the root: no mail, please.
    if (mx !== "no_record") return mx.some(({ exchange }) => exchange !== "" && exchange !== ".") ? "mail" : "none";
    const v4 = await this.answer(() => this.resolver.resolve4(name));
    if (Array.isArray(v4)) return "mail";
    const v6 = await this.answer(() => this.resolver.resolve6(name));
    if (Array.isArray(v6)) return "mail";
    return v4 === "unknown" || v6 === "unknown" ? "unknown" : "none";
  }

  private async answer<T>(ask: () => Promise<T[]>): Promise<T[] | "no_record" | "no_domain" | "unknown"> {
    if (this.over) return "unknown";
    try {
      const records = await ask();
      this.note(true);
      return records.length > 0 ? records : "no_record";
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : "";
      if (code === "ENODATA" || code === "ENOTFOUND") {
        this.note(true);
        return code === "ENODATA" ? "no_record" : "no_domain";
      }
      // A failure is an answer, too, if a poor one; silence and closed doors are none.
      if (code === "ECONNREFUSED" || code === "ETIMEOUT") this.note(false);
      return "unknown";
    }
  }

  private note(answered: boolean): void {
    this.answered ||= answered;
    this.unanswered = answered ? 0 : this.unanswered + 1;
    if (this.unanswered >= OFFLINE_AFTER) this.stop();
  }
}

function recall(domain: string): MailDomain | undefined {
  const found = known.get(domain);
  return found && found.until > performance.now() ? found.mail : undefined;
}

function remember(domain: string, mail: MailDomain): void {
  if (mail === "unknown") return;
  if (known.size >= REMEMBERED) known.clear();
  known.set(domain, { mail, until: performance.now() + HOUR });
}
