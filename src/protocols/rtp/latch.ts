/** Source or destination of datagrams. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** Source filter of a leg. */
export interface Latch {
  /** The address in the far end's session description; null while there is none. */
  readonly signalled: Endpoint | null;
  /** Set once a source is confirmed; no other source is accepted then. */
  readonly locked: Endpoint | null;
  /** A source other than the signalled one, and its number of consecutive packets. */
  readonly candidate: (Endpoint & { readonly packets: number; readonly ssrc: number }) | null;
  /** Address of the far end's signalling: behind a NAT its media comes from there; null for none. */
  readonly source: string | null;
}

/** Another port of the signalled address locks after two packets, the address of the signalling after this many of one stream. */
const SIGNALLED_ADDRESS_PACKETS = 2;
const SOURCE_ADDRESS_PACKETS = 4;

/** A latch without any received packet. */
export function openLatch(signalled: Endpoint | null, options: { readonly source: string | null }): Latch {
  return { signalled, locked: null, candidate: null, source: options.source };
}

/**
 * Checks the source of a valid RTP packet (symmetric RTP, RFC 4961, with the precautions of RFC 7362 §4). The signalled
 * source locks at once; another port of its address, and any port of the address of the signalling, must continue with one
 * SSRC. No other address is accepted, however much it sends. Once locked, only that source is accepted until new signalling
 * names another address. Port 0 is never accepted: nothing can be sent there.
 */
export function judgeSource(
  latch: Latch,
  packet: Endpoint & { readonly ssrc: number },
): { readonly state: Latch; readonly isTaken: boolean } {
  const { locked, signalled } = latch;
  if (packet.port === 0) return { state: latch, isTaken: false };
  if (locked !== null) return { state: latch, isTaken: isSame(locked, packet) };
  const source = { address: packet.address, port: packet.port };
  if (signalled !== null && isSame(signalled, packet)) return { state: { ...latch, locked: source }, isTaken: true };
  const isSignalledAddress = signalled?.address === packet.address;
  if (!isSignalledAddress && latch.source !== packet.address) return { state: latch, isTaken: false };
  const before = latch.candidate;
  const goesOn = before !== null && isSame(before, packet) && before.ssrc === packet.ssrc;
  const packets = goesOn ? before.packets + 1 : 1;
  if (packets >= (isSignalledAddress ? SIGNALLED_ADDRESS_PACKETS : SOURCE_ADDRESS_PACKETS)) {
    return { state: { ...latch, locked: source, candidate: null }, isTaken: true };
  }
  return { state: { ...latch, candidate: { ...source, packets, ssrc: packet.ssrc } }, isTaken: false };
}

/** Destination: the locked source, or the signalled address while none is locked (RFC 4961 §3). */
export function destinationOf(latch: Latch): Endpoint | null {
  return latch.locked ?? latch.signalled;
}

function isSame(left: Endpoint, right: Endpoint): boolean {
  return left.port === right.port && left.address === right.address;
}
