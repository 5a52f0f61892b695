import type { RemoteInfo } from "node:dgram";
import { decode, FRAME_SAMPLES, hearKey, toOtherLaw } from "../../protocols/audio/index.ts";
import {
  hearPress,
  isRtcp,
  judgeSource,
  pushPacket,
  type RtpPacket,
  readRtp,
  received,
  sendRelayed,
  swallowRelayed,
} from "../../protocols/rtp/index.ts";
import type { MediaEvent } from "./engine.ts";
import type { Leg } from "./leg.ts";
import { takeReport } from "./leg-reports.ts";

/** Static payload type of comfort noise (RFC 3389 §4). */
const COMFORT_NOISE = 13;

/** Time and events of the processing of one packet. */
export interface PacketContext {
  readonly nowMs: number;
  readonly emit: (event: MediaEvent) => void;
}

/** Takes one datagram from the socket of a leg. */
export function takeDatagram(
  leg: Leg,
  datagram: { readonly bytes: Uint8Array; readonly from: RemoteInfo },
  packetContext: PacketContext,
): void {
  const { bytes, from } = datagram;
  if (isRtcp(bytes)) {
    takeReport(leg, datagram, packetContext.nowMs);
    return;
  }
  // RFC 3711 §3.3: a packet without a valid authentication tag must not move the latch either.
  const plain = leg.cipher === null ? bytes : leg.cipher.unprotect(bytes);
  const packet = plain === null ? null : readRtp(plain);
  if (packet === null || !isExpected(leg, packet.payloadType)) {
    leg.rejected += 1;
    return;
  }
  const judged = judgeSource(leg.latch, { address: from.address, port: from.port, ssrc: packet.ssrc });
  leg.latch = judged.state;
  if (!judged.isTaken) {
    leg.rejected += 1;
    return;
  }
  leg.receiver = received(leg.receiver, packet, packetContext.nowMs);
  leg.isSilenceTold = false;
  if (leg.mayHear) takePacket(leg, packet, packetContext);
}

function isExpected(leg: Leg, payloadType: number): boolean {
  const { settings } = leg;
  return (
    payloadType === settings.payloadType || payloadType === settings.keysPayloadType || payloadType === COMFORT_NOISE
  );
}

function takePacket(leg: Leg, packet: RtpPacket, packetContext: PacketContext): void {
  // RFC 4733 §2.2.1: events share sequence numbers with the audio, so the payload type distinguishes them.
  if (packet.payloadType === leg.settings.keysPayloadType) {
    takeKeyReport(leg, packet, packetContext);
    return;
  }
  if (packet.payloadType === COMFORT_NOISE) {
    if (leg.bridged !== null) leg.bridged.outgoing = swallowRelayed(leg.bridged.outgoing);
    return;
  }
  for (const tap of leg.taps) tap.add(leg.id, packet, { law: leg.law, arrivalMs: packetContext.nowMs });
  if (leg.streams.length > 0) for (const stream of leg.streams) stream.heard(packet, leg.receiver?.jitter ?? 0);
  if (leg.bridged !== null) relay(leg, leg.bridged, { packet, nowMs: packetContext.nowMs });
  if (leg.mix !== null) {
    const { ssrc, timestamp, payload } = packet;
    leg.buffer = pushPacket(leg.buffer, { ssrc, timestamp, payload, jitter: leg.receiver?.jitter ?? 0 });
  }
  if (leg.loudness !== null && isLoud(leg, packet.payload))
    leg.loudness = { lastMs: packetContext.nowMs, wasLoud: true };
  if (leg.settings.hearsKeysInSound) listenForKeys(leg, packet.payload, packetContext);
}

/** Mean absolute sample above which audio counts as loud, of 32,768; an idle line stays below. */
const LOUD_MIN = 200;

function isLoud(leg: Leg, codes: Uint8Array): boolean {
  const samples = decode(leg.law, codes);
  const sum = samples.reduce((total, sample) => total + Math.abs(sample), 0);
  return sum > LOUD_MIN * samples.length;
}

/** Forwards a packet without decoding; converts between A-law and µ-law by a table. */
function relay(leg: Leg, to: Leg, part: { readonly packet: RtpPacket; readonly nowMs: number }): void {
  if (!to.maySend || to.isTaken || to.mix !== null) return;
  const { packet, nowMs } = part;
  const isKey = packet.payloadType === leg.settings.keysPayloadType;
  const payloadType = isKey ? to.settings.keysPayloadType : to.settings.payloadType;
  if (payloadType === null) {
    to.outgoing = swallowRelayed(to.outgoing);
    return;
  }
  const step = sendRelayed(to.outgoing, packet, nowMs);
  to.outgoing = step.state;
  const isSameLaw = isKey || leg.law === to.law;
  const payload = isSameLaw ? packet.payload : toOtherLaw(leg.law, packet.payload);
  to.sendPacket({ ...step.header, payloadType, payload });
}

function takeKeyReport(leg: Leg, packet: RtpPacket, packetContext: PacketContext): void {
  const step = hearPress(leg.press, packet);
  leg.press = step.state;
  if (leg.bridged !== null) relay(leg, leg.bridged, { packet, nowMs: packetContext.nowMs });
  if (step.key !== null) pressed(leg, step.key, { by: "event", emit: packetContext.emit });
}

function listenForKeys(leg: Leg, codes: Uint8Array, packetContext: PacketContext): void {
  const samples = decode(leg.law, codes);
  for (let at = 0; at + FRAME_SAMPLES <= samples.length; at += FRAME_SAMPLES) {
    const step = hearKey(leg.soundKeys, samples.subarray(at, at + FRAME_SAMPLES));
    leg.soundKeys = step.state;
    if (step.key !== null) pressed(leg, step.key, { by: "sound", emit: packetContext.emit });
  }
}

function pressed(
  leg: Leg,
  key: string,
  how: { readonly by: "event" | "sound"; readonly emit: PacketContext["emit"] },
): void {
  how.emit({ kind: "key", leg: leg.id, key, by: how.by });
  const { player } = leg;
  if (player?.endsWithKey !== true) return;
  leg.player = null;
  how.emit({ kind: "play-ended", leg: leg.id, play: player.play, why: "key" });
}
