import type { FastifyRequest } from "fastify";
import { type Clock, countedAddress, openExpiringCounts } from "../../kernel/index.ts";
import type { Caller } from "./caller.ts";
import { requesterOf } from "./requester.ts";

const MINUTE_MS = 60_000;
const KEYS_MAX = 20_000;
/** Two requests of each of 300 agents behind one address who sign in during the same minute, doubled. */
const ANONYMOUS_PER_MINUTE_MAX = 1_200;
/** One hundred requests a minute of each of 300 agents. */
const PARTY_PER_MINUTE_MAX = 30_000;

/** Finds callers by session tokens. */
export interface SessionDirectory {
  authenticate(token: string): Promise<Caller | undefined>;
  /** True for a token that was valid at its last lookup by this process. */
  isRecognised(token: string): boolean;
}

/** Finds the caller of a request, and refuses the request when its address or its organisation sends too many. */
export type CallerIdentification = (
  request: FastifyRequest,
  token: string | undefined,
) => Promise<{ readonly caller: Caller | undefined } | "too-many-requests">;

/**
 * Opens the limits that apply before the caller is known. A request counts for its address until its session is found, so that forged
 * cookies cause no more queries than the limit of the address permits; a recognised session does not depend on its address.
 */
export function openRequestLimit(options: {
  readonly clock: Clock;
  readonly sessions: SessionDirectory;
  readonly isExempt: (request: FastifyRequest) => boolean;
}): CallerIdentification {
  const { clock, sessions, isExempt } = options;
  const anonymous = openExpiringCounts({ windowMs: MINUTE_MS, keysMax: KEYS_MAX });
  const parties = openExpiringCounts({ windowMs: MINUTE_MS, keysMax: KEYS_MAX });
  return async (request, token) => {
    const caller = async () => (token === undefined ? undefined : sessions.authenticate(token));
    if (isExempt(request)) return { caller: await caller() };
    const nowMs = clock.nowMs();
    const address = countedAddress(request.ip);
    const isRecognised = token !== undefined && sessions.isRecognised(token);
    const isFull = () => anonymous.countOf(address, nowMs) >= ANONYMOUS_PER_MINUTE_MAX;
    if (!isRecognised) {
      if (isFull()) return "too-many-requests";
      anonymous.add(address, nowMs);
    }
    const found = { caller: await caller() };
    const { party, isAnonymous } = requesterOf({ ip: request.ip, ...found });
    if (isAnonymous) {
      if (!isRecognised) return found;
      if (isFull()) return "too-many-requests";
      anonymous.add(address, nowMs);
      return found;
    }
    if (!isRecognised) anonymous.subtract(address);
    if (parties.countOf(party, nowMs) >= PARTY_PER_MINUTE_MAX) return "too-many-requests";
    parties.add(party, nowMs);
    return found;
  };
}
