/** A due delivery. */
export interface DueDelivery {
  readonly tenantId: string;
  readonly endpointId: string;
  readonly eventId: string;
}

/** Limits of simultaneous requests: in total, of one call centre, and to an endpoint. */
export interface Shares {
  readonly all: number;
  readonly ofTenant: number;
  readonly toEndpoint: (endpointId: string) => number;
}

/** Selects the due deliveries to begin in addition to those in progress: in their order, within the limits, and none twice. */
export function chooseDue(
  due: readonly DueDelivery[],
  going: readonly DueDelivery[],
  shares: Shares,
): readonly DueDelivery[] {
  const tenants = new Map<string, number>();
  const endpoints = new Map<string, number>();
  const known = new Set<string>();
  const count = (one: DueDelivery): void => {
    tenants.set(one.tenantId, (tenants.get(one.tenantId) ?? 0) + 1);
    endpoints.set(one.endpointId, (endpoints.get(one.endpointId) ?? 0) + 1);
    known.add(keyOf(one));
  };
  for (const one of going) count(one);
  const chosen: DueDelivery[] = [];
  for (const one of due) {
    if (going.length + chosen.length >= shares.all) break;
    const isWithin =
      (tenants.get(one.tenantId) ?? 0) < shares.ofTenant &&
      (endpoints.get(one.endpointId) ?? 0) < shares.toEndpoint(one.endpointId);
    if (!isWithin || known.has(keyOf(one))) continue;
    count(one);
    chosen.push(one);
  }
  return chosen;
}

/** The unique key of a delivery. */
export const keyOf = ({ endpointId, eventId }: Pick<DueDelivery, "endpointId" | "eventId">): string =>
  `${endpointId} ${eventId}`;
