/** A delivery that is due. */
export interface DueDelivery {
  readonly tenantId: string;
  readonly endpointId: string;
  readonly eventId: string;
}

/** Calls at once: of everybody, of one call centre, and to an address. */
export interface Shares {
  readonly all: number;
  readonly ofTenant: number;
  readonly toEndpoint: (endpointId: string) => number;
}

/** Which of those that are due begin beside those that go on: in their order, none above its share, none twice. */
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

/** What tells a delivery from all others. */
export const keyOf = ({ endpointId, eventId }: Pick<DueDelivery, "endpointId" | "eventId">): string =>
  `${endpointId} ${eventId}`;
