import { prefixesOf } from "../intake/recipient.shared.ts";

/** A way to a carrier. */
export interface Route {
  readonly carrierId: string;
  readonly prefix: string;
  readonly priceRupiah: number;
  /** 0–100. */
  readonly quality: number;
}

/** What a carrier is chosen from. */
export interface RoutingFacts {
  readonly recipient: string;
  /** Routes of carriers that are on. */
  readonly routes: readonly Route[];
  /** Carriers at which the sender id may be used. */
  readonly approvedAt: ReadonlySet<string>;
  /** Carriers that no session reaches. */
  readonly down: ReadonlySet<string>;
  /** Carriers that refused this part. */
  readonly refusedBy: ReadonlySet<string>;
}

/**
 * The carrier a part goes to: the longest prefix, then the lowest price, then the best quality; one that refused the part or is down
 * comes after those that did not and are not. Undefined when no carrier takes the number for this sender.
 */
export function chooseCarrier(facts: RoutingFacts): string | undefined {
  const fitting = new Set(prefixesOf(facts.recipient));
  const best = facts.routes
    .filter(({ carrierId, prefix }) => fitting.has(prefix) && facts.approvedAt.has(carrierId))
    .toSorted((one, other) => compareRoutes(facts, one, other));
  return best[0]?.carrierId;
}

/** Whether any carrier takes the number, whoever sends. */
export function isReachable({ recipient, routes }: Pick<RoutingFacts, "recipient" | "routes">): boolean {
  return routes.some(({ prefix }) => recipient.startsWith(prefix));
}

function compareRoutes({ refusedBy, down }: RoutingFacts, one: Route, other: Route): number {
  const standing = ({ carrierId }: Route) => (refusedBy.has(carrierId) ? 2 : 0) + (down.has(carrierId) ? 1 : 0);
  return (
    standing(one) - standing(other) ||
    other.prefix.length - one.prefix.length ||
    one.priceRupiah - other.priceRupiah ||
    other.quality - one.quality ||
    one.carrierId.localeCompare(other.carrierId)
  );
}
