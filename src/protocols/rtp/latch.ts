/** Where datagrams come from or go to. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** Whose datagrams a leg takes. */
export interface Latch {
  /** What the other side's session description says; null while it said nothing. */
  readonly signalled: Endpoint | null;
  /** Set once a source is settled; nothing else is taken then. */
  readonly locked: Endpoint | null;
  /** A source that is not the signalled one, and how many packets in a row it sent. */
  readonly candidate: (Endpoint & { readonly packets: number; readonly ssrc: number }) | null;
  /** True when the other side sits behind an address translator, so that its own address says nothing. */
  readonly mayRoam: boolean;
}

/** The same address with another port locks after two packets, another address after this many of one stream. */
const SAME_ADDRESS_PACKETS = 2;
const OTHER_ADDRESS_PACKETS = 4;

/** A latch that has not heard anything. */
export function openLatch(signalled: Endpoint | null, options: { readonly mayRoam: boolean }): Latch {
  return { signalled, locked: null, candidate: null, mayRoam: options.mayRoam };
}

/**
 * Judges the source of a packet that reads as RTP (symmetric RTP, RFC 4961, and the care of RFC 7362 §4). The signalled
 * source locks at once; others need to go on for a while with one SSRC, and another address needs `mayRoam`. Once
 * locked, nobody else is heard until the leg is told a new address. Port 0 is nobody's: nothing can be sent there.
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
  const isAddressKnown = signalled !== null && signalled.address === packet.address;
  if (!isAddressKnown && !latch.mayRoam) return { state: latch, isTaken: false };
  const before = latch.candidate;
  const goesOn = before !== null && isSame(before, packet) && before.ssrc === packet.ssrc;
  const packets = goesOn ? before.packets + 1 : 1;
  if (packets >= (isAddressKnown ? SAME_ADDRESS_PACKETS : OTHER_ADDRESS_PACKETS)) {
    return { state: { ...latch, locked: source, candidate: null }, isTaken: true };
  }
  return { state: { ...latch, candidate: { ...source, packets, ssrc: packet.ssrc } }, isTaken: false };
}

/** Where to send: the locked source, or what was signalled while none is locked (RFC 4961 §3). */
export function destinationOf(latch: Latch): Endpoint | null {
  return latch.locked ?? latch.signalled;
}

function isSame(left: Endpoint, right: Endpoint): boolean {
  return left.port === right.port && left.address === right.address;
}
