import { assert, ok, type Result, refuse } from "../../kernel/index.ts";
import {
  type AudioPart,
  type Codec,
  type CodecChoice,
  type CryptoLine,
  type Direction,
  isSpoken,
  isZero,
  mirrored,
  narrowed,
  readAudio,
} from "./audio.ts";
import type { Attribute, MediaDescription, Origin, SessionDescription } from "./description.ts";
import { bundleOf, DTLS_PROTOCOLS, type SecureEnd, secureAttributes } from "./secure-end.ts";

/** Our side of a session: address, port and media preferences. */
export interface LocalAudio {
  readonly origin: Origin;
  readonly address: string;
  readonly port: number;
  /** The separate port of RTCP; null = multiplexed with RTP or none. */
  readonly rtcpPort: number | null;
  /** Our codecs, best first; an E1 trunk lists A-law only. */
  readonly codecs: readonly Codec[];
  /** Our direction; hold is "sendonly" (with music) or "inactive". */
  readonly direction: Direction;
  /** Our key for the stream we send; null = plain RTP. */
  readonly crypto: CryptoLine | null;
  /** Our end of a connection with a browser (DTLS-SRTP over ICE); null for any other peer. */
  readonly end: SecureEnd | null;
}

/** The negotiated media. */
export interface AgreedAudio {
  readonly remote: { readonly address: string; readonly port: number; readonly rtcpPort: number };
  readonly codec: Codec;
  /** Payload types for sending; we offer and answer the same ones for receiving. */
  readonly payloadType: number;
  readonly keysPayloadType: number | null;
  readonly rtcpMux: boolean;
  readonly ptimeMs: number;
  /** From our side's view. */
  readonly direction: Direction;
  /** True while the far end holds us. */
  readonly isHeldByOther: boolean;
  /** Key of the stream that the far end sends; null = plain RTP. */
  readonly remoteCrypto: CryptoLine | null;
  /** The far end of a DTLS connection; null without DTLS. */
  readonly remoteEnd: SecureEnd | null;
  /** The media id of the section (RFC 5888). */
  readonly mid: string;
}

/** Why the negotiation failed. */
export type NegotiationFault = "no-audio" | "no-common-codec" | "encryption-differs" | "answer-differs";

const STATIC_TYPES: Readonly<Record<Codec, number>> = { PCMU: 0, PCMA: 8 };
const KEYS_TYPE = 101;
const PTIME_MS = 20;
/** The media id of our only section in offers. */
const OWN_MID = "0";

/**
 * Our offer: all our codecs, telephone events, and one port for RTP and RTCP if the far end supports it (RFC 5761
 * §5.1.1). An existing section keeps its `mid` (RFC 8843 §7.5).
 */
export function audioOffer(local: LocalAudio, mid = OWN_MID): SessionDescription {
  const codecs = local.codecs.map((codec) => ({ codec, payloadType: STATIC_TYPES[codec] }));
  return sessionOf(local, [
    mediaOf(local, {
      codecs,
      keysPayloadType: KEYS_TYPE,
      direction: local.direction,
      rtcpMux: true,
      crypto: local.crypto,
      mid,
    }),
  ]);
}

/**
 * Answers an offer (RFC 3264 §6): accepts the first supported audio section, with the best common codec by our order; other
 * sections are refused with port 0, one answer for each section in the same order.
 */
export function answerOffer(
  offer: SessionDescription,
  local: LocalAudio,
): Result<{ readonly answer: SessionDescription; readonly agreed: AgreedAudio }, NegotiationFault> {
  const media = offer.media.find((one) => isSpoken(one) && isCryptoFitting(readAudio(offer, one), local));
  if (media === undefined) return fault(offer.media.some(isSpoken) ? "encryption-differs" : "no-audio");
  const part = readAudio(offer, media);
  const choice = chosen(part, local.codecs);
  if (choice === null) return fault("no-common-codec");
  // RFC 4568 §5.1.2: the answer takes one offered line and keeps its tag.
  const remoteCrypto = part.isSecure ? (part.crypto[0] ?? null) : null;
  const crypto =
    remoteCrypto === null || local.crypto === null
      ? null
      : { ...local.crypto, tag: remoteCrypto.tag, suite: remoteCrypto.suite };
  const direction = narrowed(mirroredOf(part), local.direction);
  const own = mediaOf(local, {
    codecs: [choice],
    keysPayloadType: part.keysPayloadType,
    direction,
    rtcpMux: part.rtcpMux,
    crypto,
    mid: part.mid,
  });
  const answered = offer.media.map((one) => (one === media ? { ...own, protocol: media.protocol } : refused(one)));
  return ok({ answer: sessionOf(local, answered), agreed: agreedOn(part, { choice, direction, remoteCrypto }) });
}

/** Reads the answer to our offer (RFC 3264 §7). */
export function readAnswer(answer: SessionDescription, local: LocalAudio): Result<AgreedAudio, NegotiationFault> {
  const [media] = answer.media;
  if (media === undefined || media.port === 0 || media.kind !== "audio") return fault("no-audio");
  const part = readAudio(answer, media);
  if (part.isSecure !== (local.crypto !== null)) return fault("encryption-differs");
  if ((part.end !== null) !== (local.end !== null)) return fault("encryption-differs");
  const remoteCrypto = part.isSecure ? (part.crypto.find(({ tag }) => tag === local.crypto?.tag) ?? null) : null;
  if (part.isSecure && remoteCrypto?.suite !== local.crypto?.suite) return fault("encryption-differs");
  // RFC 3264 §6.1: the answer's first codec is the one that will be sent to us; we must have offered it.
  const choice = part.codecs.find(({ codec }) => local.codecs.includes(codec)) ?? null;
  if (choice === null) return fault("answer-differs");
  const direction = narrowed(mirroredOf(part), local.direction);
  return ok(agreedOn(part, { choice, direction, remoteCrypto }));
}

/** Whether an offer has audio that is encrypted by SDES keys we support (RFC 4568). */
export function offersEncryption(offer: SessionDescription): boolean {
  return offer.media.some((media) => {
    const part = isSpoken(media) ? readAudio(offer, media) : null;
    return part?.isSecure === true && part.crypto.length > 0;
  });
}

/** The end of a browser that offers audio over DTLS; null for any other offer. */
export function offeredEnd(offer: SessionDescription): SecureEnd | null {
  const media = offer.media.find(isSpoken);
  return media === undefined ? null : readAudio(offer, media).end;
}

/** The direction that the offerer wants for its audio; "inactive" without supported audio. */
export function offeredDirection(offer: SessionDescription): Direction {
  const media = offer.media.find(isSpoken);
  return media === undefined ? "inactive" : readAudio(offer, media).direction;
}

/** RFC 3264 §8.4: an address of zeros means that no media may be sent, whatever the direction attribute. */
function mirroredOf(part: AudioPart): Direction {
  const direction = mirrored(part.direction);
  return isZero(part.address) && !part.isUnderDtls ? narrowed(direction, "recvonly") : direction;
}

function isCryptoFitting(part: AudioPart, local: LocalAudio): boolean {
  // RFC 8834 §4.5: audio over DTLS has its RTCP on the same port; every browser offers that.
  if (part.isUnderDtls || local.end !== null) return part.end !== null && local.end !== null && part.rtcpMux;
  return part.isSecure ? part.crypto.length > 0 && local.crypto !== null : local.crypto === null;
}

function chosen(part: AudioPart, preferred: readonly Codec[]): CodecChoice | null {
  const liked = preferred.flatMap((codec) => part.codecs.filter((choice) => choice.codec === codec));
  return liked[0] ?? null;
}

function agreedOn(
  part: AudioPart,
  how: {
    readonly choice: CodecChoice;
    readonly direction: Direction;
    readonly remoteCrypto: CryptoLine | null;
  },
): AgreedAudio {
  return {
    remote: { address: part.address, port: part.port, rtcpPort: part.rtcpPort },
    codec: how.choice.codec,
    payloadType: how.choice.payloadType,
    keysPayloadType: part.keysPayloadType,
    rtcpMux: part.rtcpMux,
    ptimeMs: part.ptimeMs,
    direction: how.direction,
    isHeldByOther: part.isHeld,
    remoteCrypto: how.remoteCrypto,
    remoteEnd: part.end,
    mid: part.mid,
  };
}

function sessionOf(local: LocalAudio, media: readonly MediaDescription[]): SessionDescription {
  return { origin: local.origin, sessionName: "-", connection: local.address, attributes: bundleOf(media), media };
}

interface OwnPart {
  readonly codecs: readonly CodecChoice[];
  readonly keysPayloadType: number | null;
  readonly direction: Direction;
  readonly rtcpMux: boolean;
  readonly crypto: CryptoLine | null;
  readonly mid: string;
}

function mediaOf(local: LocalAudio, part: OwnPart): MediaDescription {
  assert(part.codecs.length > 0, "a media part names a codec");
  const keys = part.keysPayloadType === null ? [] : [part.keysPayloadType];
  const attribute = (name: string, value: string | null = null): Attribute => ({ name, value });
  const crypto = part.crypto;
  return {
    kind: "audio",
    port: local.port,
    protocol: protocolOf(local, crypto),
    formats: [...part.codecs.map(({ payloadType }) => payloadType), ...keys].map(String),
    connection: null,
    attributes: [
      ...part.codecs.map(({ codec, payloadType }) => attribute("rtpmap", `${payloadType} ${codec}/8000`)),
      ...keys.flatMap((type) => [
        attribute("rtpmap", `${type} telephone-event/8000`),
        attribute("fmtp", `${type} 0-15`),
      ]),
      attribute("ptime", String(PTIME_MS)),
      ...(local.rtcpPort === null ? [] : [attribute("rtcp", String(local.rtcpPort))]),
      ...(part.rtcpMux ? [attribute("rtcp-mux")] : []),
      ...(crypto === null ? [] : [attribute("crypto", `${crypto.tag} ${crypto.suite} inline:${crypto.keyBase64}`)]),
      ...(local.end === null ? [] : secureAttributes(local.end, part.mid)),
      attribute(part.direction),
    ],
  };
}

function protocolOf({ end }: LocalAudio, crypto: CryptoLine | null): string {
  if (end !== null) return DTLS_PROTOCOLS[0];
  return crypto === null ? "RTP/AVP" : "RTP/SAVP";
}

/** RFC 3264 §6: a refused section keeps its position, formats and protocol, with port 0; and its mid (RFC 5888 §8). */
function refused(media: MediaDescription): MediaDescription {
  const attributes = media.attributes.filter(({ name }) => name === "mid");
  return { ...media, port: 0, connection: null, attributes };
}

function fault(code: NegotiationFault): { readonly ok: false; readonly refusal: NegotiationFault } {
  return refuse(code) as { readonly ok: false; readonly refusal: NegotiationFault };
}
