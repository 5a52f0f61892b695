import { createHash } from "node:crypto";
import { countedAddress } from "../../kernel/index.ts";
import { emailKey } from "../people.store.ts";
import { limitAttempts, openAttemptLimit } from "./attempt-limit.ts";

/** One wrong password for each of 300 agents behind one address; an attacker can try at most 1,200 passwords per hour from one address. */
const ADDRESS_FAILURES_MAX = 300;
/**
 * Ten times the limit of one address for one account: locking an owner out for a quarter of an hour takes ten networks,
 * and an attacker can try at most 400 passwords per hour from any number of networks.
 */
const ACCOUNT_FAILURES_MAX = 100;
const KEY_CHARACTERS = 22;

/** A log-in before its password is checked. */
export interface LogInAttempt {
  readonly email: string;
  readonly address: string;
  readonly nowMs: number;
}

/**
 * Opens the limit on wrong passwords: of one account from one address, of one account from all addresses, and of one
 * address for all accounts. Existing and unknown e-mail addresses are counted alike, by their digest, so that keys are
 * short.
 */
export function openLogInLimit() {
  const byAddress = openAttemptLimit(ADDRESS_FAILURES_MAX);
  const byAccount = openAttemptLimit(ACCOUNT_FAILURES_MAX);
  const byBoth = openAttemptLimit();
  return async <Outcome extends { readonly fits: boolean }>(
    { email, address, nowMs }: LogInAttempt,
    check: () => Promise<Outcome>,
  ): Promise<Outcome | "too-many-attempts"> => {
    const network = countedAddress(address);
    const account = digestOf(emailKey(email));
    if (byAddress.isLimited(network, nowMs)) return "too-many-attempts";
    if (byAccount.isLimited(account, nowMs)) return "too-many-attempts";
    byAccount.addFailure(account, nowMs);
    let isFailure = false;
    try {
      const both = { key: digestOf(`${network} ${account}`), nowMs, isFailure: ({ fits }: Outcome) => !fits };
      const outcome = await limitAttempts(byBoth, both, check);
      isFailure = outcome !== "too-many-attempts" && !outcome.fits;
      // Counted afterwards: all agents of a call centre log in from one address at the same time.
      if (isFailure) byAddress.addFailure(network, nowMs);
      return outcome;
    } finally {
      if (!isFailure) byAccount.removeFailure(account);
    }
  };
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, KEY_CHARACTERS);
}
