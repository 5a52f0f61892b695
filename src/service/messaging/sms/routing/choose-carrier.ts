import { prefixesOf } from "../intake/recipient.shared.ts";

/** A route to a carrier. */
export interface Route {
  readonly carrierId: string;
  readonly prefix: string;
  readonly priceRupiah: number;
  /** 0–100. */
  readonly quality: number;
}

/** Facts for the choice of a carrier. */
export interface RoutingFacts {
  readonly recipient: string;
  /** Routes of active carriers. */
  readonly routes: readonly Route[];
  /** Carriers at which the sender id is approved. */
  readonly approvedAt: ReadonlySet<string>;
  /** Unreachable carriers. */
  readonly down: ReadonlySet<string>;
  /** Carriers that refused this segment. */
  readonly refusedBy: ReadonlySet<string>;
}

/**
 * Least-cost routing of a segment: the longest prefix, then the lowest price, then the best quality; a carrier that refused the segment or is unreachable comes
 * last. Undefined when no carrier serves the number for this sender id.
 */
export function chooseCarrier(facts: RoutingFacts): string | undefined {
  const fitting = new Set(prefixesOf(facts.recipient));
  const best = facts.routes
    .filter(({ carrierId, prefix }) => fitting.has(prefix) && facts.approvedAt.has(carrierId))
    .toSorted((one, other) => compareRoutes(facts, one, other));
  return best[0]?.carrierId;
}

/** Whether any carrier serves the number, for any sender id. */
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
