import { prefixesOf } from "../intake/recipient.shared.ts";

/** Rate limits of messages of a call centre to numbers with the same first digits (prefix). */
export interface PrefixRates {
  readonly digits: number;
  readonly perMinute: number;
  readonly perHour: number;
}

/** The granted part of a request for one prefix. */
export interface Grant {
  readonly granted: number;
  /** When more may be granted. */
  readonly fullUntilMs: number;
}

/** A message to a number. */
export interface Bound {
  readonly recipient: string;
}

/** Exempt prefixes, in the notation of `freePlace`. */
export type FreePlaces = ReadonlySet<string>;

/** Key of an exempt prefix of one call centre; null for all of them. */
export function freePlace(centreId: string | null, prefix: string): string {
  return `${centreId ?? ""} ${prefix}`;
}

/** The prefix under which a message is counted; undefined when it is exempt. */
export function countedPrefix(
  recipient: string,
  { digits }: Pick<PrefixRates, "digits">,
  { tenantId, free }: { readonly tenantId: string; readonly free: FreePlaces },
): string | undefined {
  if (free.size > 0) {
    const isFree = prefixesOf(recipient).some(
      (prefix) => free.has(freePlace(null, prefix)) || free.has(freePlace(tenantId, prefix)),
    );
    if (isFree) return undefined;
  }
  return recipient.slice(0, digits);
}

/** Number of messages for each prefix. */
export function demandByPrefix<One extends Bound>(
  all: readonly One[],
  prefixOf: (one: One) => string | undefined,
): ReadonlyMap<string, number> {
  const wishes = new Map<string, number>();
  for (const one of all) {
    const prefix = prefixOf(one);
    if (prefix !== undefined) wishes.set(prefix, (wishes.get(prefix) ?? 0) + 1);
  }
  return wishes;
}

/** Messages without a grant, with the moment at which more may be granted; grants are used in order. */
export function beyondGrants<One extends Bound>(
  all: readonly One[],
  prefixOf: (one: One) => string | undefined,
  grants: ReadonlyMap<string, Grant>,
): ReadonlyMap<One, number> {
  const used = new Map<string, number>();
  const beyond = new Map<One, number>();
  for (const one of all) {
    const prefix = prefixOf(one);
    const grant = prefix === undefined ? undefined : grants.get(prefix);
    if (prefix === undefined || grant === undefined) continue;
    const before = used.get(prefix) ?? 0;
    if (before < grant.granted) used.set(prefix, before + 1);
    else beyond.set(one, grant.fullUntilMs);
  }
  return beyond;
}
