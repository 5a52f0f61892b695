import { type RtpPacket, since16, since32 } from "./packet.ts";

/** The outgoing stream of a leg: one SSRC for its lifetime, whatever its source. */
export interface Outgoing {
  readonly ssrc: number;
  /** Sequence number and timestamp of the next packet generated here. */
  readonly sequence: number;
  readonly timestamp: number;
  /** Time of the last sent packet; null before the first. */
  readonly lastMs: number | null;
  /** Mapping of a relayed stream's numbers to ours; null while packets are generated here. */
  readonly relay: { readonly ssrc: number; readonly sequenceShift: number; readonly timestampShift: number } | null;
  readonly packets: number;
  readonly octets: number;
}

/** Header fields of a packet to send. */
export interface OutgoingHeader {
  readonly sequence: number;
  readonly timestamp: number;
  readonly marker: boolean;
}

const SAMPLES_A_MS = 8;
/** A relayed packet further from the last one than this starts a new mapping. */
const JUMP_MAX = 3_000;

/** A stream without sent packets; its initial numbers are random (RFC 3550 §5.1). */
export function openOutgoing(begin: Pick<Outgoing, "ssrc" | "sequence" | "timestamp">): Outgoing {
  return { ...begin, lastMs: null, relay: null, packets: 0, octets: 0 };
}

/** Numbers of a packet generated here: `samples` long, with `octets` of payload. */
export function sendOwn(
  stream: Outgoing,
  part: { readonly samples: number; readonly octets: number; readonly nowMs: number },
): { readonly state: Outgoing; readonly header: OutgoingHeader } {
  const isNew = stream.relay !== null || stream.lastMs === null || part.nowMs - stream.lastMs > 200;
  const timestamp = isNew ? resumed(stream, part.nowMs) : stream.timestamp;
  const state = {
    ...stream,
    relay: null,
    sequence: (stream.sequence + 1) & 0xffff,
    timestamp: (timestamp + part.samples) >>> 0,
    lastMs: part.nowMs,
    packets: stream.packets + 1,
    octets: stream.octets + part.octets,
  };
  // RFC 3551 §4.1: the marker is set on the first packet after a silence.
  return { state, header: { sequence: stream.sequence, timestamp, marker: isNew } };
}

/**
 * Numbers of a packet relayed from another leg. Gaps and reordering are preserved, so that the far end sees the
 * true loss; only when the source changes, the numbers continue from ours.
 */
export function sendRelayed(
  stream: Outgoing,
  packet: RtpPacket,
  nowMs: number,
): { readonly state: Outgoing; readonly header: OutgoingHeader } {
  const goesOn =
    stream.relay !== null &&
    stream.relay.ssrc === packet.ssrc &&
    Math.abs(since16(packet.sequence + stream.relay.sequenceShift, stream.sequence)) < JUMP_MAX;
  const relay =
    goesOn && stream.relay !== null
      ? stream.relay
      : {
          ssrc: packet.ssrc,
          sequenceShift: stream.sequence - packet.sequence,
          timestampShift: resumed(stream, nowMs) - packet.timestamp,
        };
  const sequence = (packet.sequence + relay.sequenceShift) & 0xffff;
  const timestamp = (packet.timestamp + relay.timestampShift) >>> 0;
  const isNewest = since16(sequence, stream.sequence) >= 0;
  const state = {
    ...stream,
    relay,
    sequence: isNewest ? (sequence + 1) & 0xffff : stream.sequence,
    timestamp: isNewest || since32(timestamp, stream.timestamp) > 0 ? timestamp : stream.timestamp,
    lastMs: nowMs,
    packets: stream.packets + 1,
    octets: stream.octets + packet.payload.length,
  };
  return { state, header: { sequence, timestamp, marker: packet.marker || !goesOn } };
}

/** Drops a relayed packet, such as comfort noise: the following sequence numbers move up, so that no loss appears. */
export function swallowRelayed(stream: Outgoing): Outgoing {
  if (stream.relay === null) return stream;
  return { ...stream, relay: { ...stream.relay, sequenceShift: stream.relay.sequenceShift - 1 } };
}

/** The timestamp advances by the time since the last packet (RFC 3550 §5.1). */
function resumed(stream: Outgoing, nowMs: number): number {
  if (stream.lastMs === null) return stream.timestamp;
  const passed = Math.round(Math.max(0, nowMs - stream.lastMs) * SAMPLES_A_MS);
  return (stream.timestamp + (stream.relay === null ? Math.max(0, passed - 160) : Math.max(160, passed))) >>> 0;
}
