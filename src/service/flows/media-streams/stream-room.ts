/** Maximum streams of one switch, of one call centre, and of one call. */
const STREAMS_MAX = 400;
const OF_TENANT_MAX = 100;
const OF_CALL_MAX = 5;
/** A call centre with this many streams leaves a reserve for those with fewer, so that a few large ones do not take all capacity. */
const MANY = 25;
const LEFT = 100;

/** A stream as its limits count it; the name is empty for none. */
export interface PlacedStream {
  readonly tenantId: string;
  readonly callId: string;
  readonly name: string;
}

/** Whether one more stream is permitted; names are unique within a call. */
export function hasStreamRoom(going: readonly PlacedStream[], wish: PlacedStream): boolean {
  const ofCall = going.filter(({ callId }) => callId === wish.callId);
  const ofTenant = going.filter(({ tenantId }) => tenantId === wish.tenantId).length;
  const isNamed = wish.name !== "" && ofCall.some(({ name }) => name === wish.name);
  const most = STREAMS_MAX - (ofTenant >= MANY ? LEFT : 0);
  return !isNamed && going.length < most && ofTenant < OF_TENANT_MAX && ofCall.length < OF_CALL_MAX;
}
