import type { FastifyRequest } from "fastify";
import { countedAddress } from "../../kernel/index.ts";
import type { Caller } from "./caller.ts";

/** The key by which a request is counted, and the organisation whose limit it shares. */
export interface Requester {
  readonly key: string;
  readonly party: string;
  /** True when only the address is known. */
  readonly isAnonymous: boolean;
}

/**
 * How a request is counted: by its session if its caller holds a role or is about to give a second factor, otherwise by its address.
 * Sign-up is open, so an account without a role does not escape the limit of its address.
 */
export function requesterOf({ caller, ip }: Pick<FastifyRequest, "caller" | "ip">): Requester {
  if (caller === undefined || isWithoutRole(caller)) {
    return { key: `address ${countedAddress(ip)}`, party: "anonymous", isAnonymous: true };
  }
  return { key: `session ${caller.sessionId}`, party: partyOf(caller), isAnonymous: false };
}

function isWithoutRole({ memberships, secondFactor }: Caller): boolean {
  return memberships.length === 0 && secondFactor !== "to-give" && secondFactor !== "to-enrol";
}

/** The tenant or company of a caller; an officer of the ministry shares a limit with no other caller. */
function partyOf({ memberships, personId }: Caller): string {
  const [party] = memberships.flatMap(({ tenantId, organisationId }) => tenantId ?? organisationId ?? []);
  return party ?? personId;
}
