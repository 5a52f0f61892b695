import type { Socket } from "node:dgram";
import { isIPv6 } from "node:net";
import {
  type Concealment,
  type KeyDetector,
  type Law,
  meanOpinionScore,
  NO_KEY,
  NOTHING_RECEIVED,
  ratingOf,
} from "../../protocols/audio/index.ts";
import {
  buildRtp,
  destinationOf,
  EMPTY_BUFFER,
  type Endpoint,
  type JitterBuffer,
  type KeyReceiver,
  type Latch,
  lostOf,
  NO_PRESS,
  type Outgoing,
  openLatch,
  openOutgoing,
  type Receiver,
  type RtpPacket,
  receivedOf,
  sendOwn,
} from "../../protocols/rtp/index.ts";
import type { LegSettings } from "./commands.ts";
import type { LegFigures } from "./engine.ts";
import type { Recorder } from "./recorder.ts";
import type { LegCipher } from "./srtp-cipher.ts";

/** The sockets of a leg and their ports. */
export interface LegSockets {
  readonly rtp: Socket;
  readonly rtcp: Socket | null;
  readonly port: number;
}

/** A playback to a leg. */
export interface Playing {
  readonly play: string;
  readonly endsWithKey: boolean;
  /** The next 20 ms; null after the end. */
  next(): Uint8Array | null;
}

/** DTMF digits that a leg is sending. */
export interface Pressing {
  /** Sends what is due in this tick; false after the last one. */
  tick(leg: Leg, nowMs: number): boolean;
}

/** A tap: an external listener to a leg, which may also feed audio to it. */
export interface Tapping {
  readonly isFed: boolean;
  /** Receives audio from the leg's far end. */
  heard(packet: RtpPacket, jitter: number): void;
  /** Receives audio that is sent to the far end. */
  sent(packet: { readonly ssrc: number; readonly timestamp: number; readonly payload: Uint8Array }): void;
  /** The next 20 ms to send to the far end, in the leg's law. */
  next(): Uint8Array;
}

/** Several legs that hear each other, each pair with its gain; 1 if none is given, 0 for oneself. */
export interface Mix {
  readonly id: string;
  members: readonly Leg[];
  /** Keyed by "from to". */
  gains: ReadonlyMap<string, number>;
}

/** Random initial numbers of an RTP stream. */
export interface StreamBegin {
  readonly ssrc: number;
  readonly sequence: number;
  readonly timestamp: number;
}

/**
 * One side of a call: its socket, its incoming and outgoing stream, and its audio source. Changed by its
 * worker only. Precedence of the sources: DTMF, playback, fed audio, its mix, the bridged leg.
 */
export class Leg {
  readonly id: string;
  readonly call: string;
  /** False for a leg that neither sends nor expects RTCP reports. */
  readonly reports: boolean;
  readonly sockets: LegSockets;
  /** Socket of a separate RTCP port; null = multiplexed with RTP. */
  rtcp: Socket | null;
  readonly openedMs: number;
  settings: LegSettings;
  latch: Latch;
  receiver: Receiver | null = null;
  press: KeyReceiver = NO_PRESS;
  soundKeys: KeyDetector = NO_KEY;
  outgoing: Outgoing;
  buffer: JitterBuffer = EMPTY_BUFFER;
  concealment: Concealment = NOTHING_RECEIVED;
  bridged: Leg | null = null;
  player: Playing | null = null;
  presser: Pressing | null = null;
  mix: Mix | null = null;
  taps: readonly Recorder[] = [];
  streams: readonly Tapping[] = [];
  cipher: LegCipher | null = null;
  rejected = 0;
  roundTripMs: number | null = null;
  lostByOtherShare: number | null = null;
  /** Middle 32 bits of the NTP time of the last received sender report, and its arrival. */
  lastReport: { readonly shortNtp: number; readonly atMs: number } | null = null;
  nextReportMs: number;
  isSilenceTold = false;
  /** Start of the quiet period, and whether loud audio arrived before; null when detection is off. */
  loudness: { readonly lastMs: number; readonly wasLoud: boolean } | null = null;
  #isClosed = false;

  /** Takes over bound sockets. */
  constructor(
    identity: Pick<Leg, "id" | "call" | "reports" | "settings">,
    world: { readonly sockets: LegSockets; readonly begin: StreamBegin; readonly nowMs: number },
  ) {
    this.id = identity.id;
    this.call = identity.call;
    this.reports = identity.reports;
    this.settings = identity.settings;
    this.sockets = world.sockets;
    this.rtcp = world.sockets.rtcp;
    this.openedMs = world.nowMs;
    this.nextReportMs = world.nowMs + 2_500;
    this.outgoing = openOutgoing(world.begin);
    this.latch = openLatch(identity.settings.remote, { source: identity.settings.source });
  }

  get law(): Law {
    return this.settings.codec === "PCMA" ? "alaw" : "ulaw";
  }

  /** Whether our direction permits sending. */
  get maySend(): boolean {
    return this.settings.direction === "sendrecv" || this.settings.direction === "sendonly";
  }

  /** Whether our direction permits receiving. */
  get mayHear(): boolean {
    return this.settings.direction === "sendrecv" || this.settings.direction === "recvonly";
  }

  /** The tap that feeds the leg's output; null for none. */
  get feeder(): Tapping | null {
    return this.streams.find(({ isFed }) => isFed) ?? null;
  }

  /** True while the leg's output is generated for it alone: nothing is relayed to it. */
  get isTaken(): boolean {
    return this.player !== null || this.presser !== null || (this.streams.length > 0 && this.feeder !== null);
  }

  /** Destination of outgoing packets; null before it is known, and while the far end holds the call by an address of zeros (RFC 3264 §8.4). */
  get destination(): Endpoint | null {
    const to = destinationOf(this.latch);
    return to === null || to.address === "0.0.0.0" || to.address === "::" ? null : to;
  }

  /** Applies new settings; a new address of the far end, or of its signalling, opens the latch again (RFC 4961 §3, new signalling). */
  change(settings: Partial<LegSettings>): void {
    const before = this.settings;
    this.settings = { ...before, ...settings };
    const { remote, source } = this.settings;
    const isSameRemote = remote?.address === before.remote?.address && remote?.port === before.remote?.port;
    if (!isSameRemote || source !== before.source) this.latch = openLatch(remote, { source });
  }

  /** Sends 20 ms of generated audio. */
  sendFrame(codes: Uint8Array, nowMs: number): void {
    const step = sendOwn(this.outgoing, { samples: codes.length, octets: codes.length, nowMs });
    this.outgoing = step.state;
    this.sendPacket({ ...step.header, payloadType: this.settings.payloadType, payload: codes });
  }

  /** Sends a packet with the given sequence number and timestamp. */
  sendPacket(packet: {
    readonly sequence: number;
    readonly timestamp: number;
    readonly marker: boolean;
    readonly payloadType: number;
    readonly payload: Uint8Array;
  }): void {
    if (this.streams.length > 0 && packet.payloadType === this.settings.payloadType) this.#tell(packet);
    const to = this.destination;
    if (to === null || this.#isClosed) return;
    const plain = buildRtp({ ...packet, ssrc: this.outgoing.ssrc });
    const bytes = this.cipher === null ? plain : this.cipher.protect(plain);
    this.sockets.rtp.send(bytes, to.port, to.address);
  }

  #tell({ timestamp, payload }: { readonly timestamp: number; readonly payload: Uint8Array }): void {
    for (const stream of this.streams) stream.sent({ ssrc: this.outgoing.ssrc, timestamp, payload });
  }

  /** Statistics of the leg's two streams. */
  figures(): LegFigures {
    const { receiver } = this;
    const received = receiver === null ? 0 : receivedOf(receiver);
    const lost = receiver === null ? 0 : lostOf(receiver);
    const jitterMs = (receiver?.jitter ?? 0) / 8;
    const delayMs = (this.roundTripMs ?? 0) / 2 + 20 + 2 * jitterMs;
    const lossShare = lost / Math.max(1, lost + received);
    return {
      received,
      lost,
      jitterMs,
      sent: this.outgoing.packets,
      rejected: this.rejected,
      late: this.buffer.late,
      roundTripMs: this.roundTripMs,
      lostByOtherShare: this.lostByOtherShare,
      meanOpinionScore: received === 0 ? null : meanOpinionScore(ratingOf({ lossShare, delayMs, burstRatio: 1 })),
      isLatched: this.latch.locked !== null,
    };
  }

  /** Closes the sockets; safe to call twice. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.sockets.rtp.close();
    this.rtcp?.close();
  }
}

/** The socket type of an address. */
export function socketKind(address: string): "udp4" | "udp6" {
  return isIPv6(address) ? "udp6" : "udp4";
}
