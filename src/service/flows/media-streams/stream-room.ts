/** Streams of one switch, of one call centre, and of one call. */
const STREAMS_MAX = 400;
const OF_TENANT_MAX = 100;
const OF_CALL_MAX = 5;
/** Whoever has so many leaves so many for those who have fewer: a few call centres with many take no other's place. */
const MANY = 25;
const LEFT = 100;

/** A stream as it takes its place; the name is empty for none. */
export interface PlacedStream {
  readonly tenantId: string;
  readonly callId: string;
  readonly name: string;
}

/** Whether there is room for one more; a name is given once in a call. */
export function hasStreamRoom(going: readonly PlacedStream[], wish: PlacedStream): boolean {
  const ofCall = going.filter(({ callId }) => callId === wish.callId);
  const ofTenant = going.filter(({ tenantId }) => tenantId === wish.tenantId).length;
  const isNamed = wish.name !== "" && ofCall.some(({ name }) => name === wish.name);
  const most = STREAMS_MAX - (ofTenant >= MANY ? LEFT : 0);
  return !isNamed && going.length < most && ofTenant < OF_TENANT_MAX && ofCall.length < OF_CALL_MAX;
}
