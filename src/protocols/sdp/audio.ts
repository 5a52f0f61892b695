import { type Attribute, attributeOf, type MediaDescription, type SessionDescription } from "./description.ts";
import { DTLS_PROTOCOLS, isUnderDtls, readSecureEnd, type SecureEnd } from "./secure-end.ts";

/** The supported codecs: G.711 in both laws. */
export type Codec = "PCMA" | "PCMU";

/** Direction of media, from one side's view (RFC 3264 §5.1). */
export type Direction = "sendrecv" | "sendonly" | "recvonly" | "inactive";

/** A payload type and its codec. */
export interface CodecChoice {
  readonly codec: Codec;
  readonly payloadType: number;
}

/** Keys of one stream protected by SDES (RFC 4568 §9.1), as offered or answered. */
export interface CryptoLine {
  readonly tag: number;
  readonly suite: "AES_CM_128_HMAC_SHA1_80" | "AES_CM_128_HMAC_SHA1_32";
  /** Master key and salt, 30 bytes in base64. */
  readonly keyBase64: string;
}

/** Audio parameters of a media section. */
export interface AudioPart {
  readonly address: string;
  readonly port: number;
  /** The port of its RTCP; the RTP port if multiplexed. */
  readonly rtcpPort: number;
  readonly rtcpMux: boolean;
  readonly direction: Direction;
  /** True when the far end holds, in either style: no longer receiving, or an address of zeros. */
  readonly isHeld: boolean;
  /** Supported codecs in order of preference. */
  readonly codecs: readonly CodecChoice[];
  /** Payload type of telephone events at 8,000 a second; null = none. */
  readonly keysPayloadType: number | null;
  readonly ptimeMs: number;
  readonly isSecure: boolean;
  readonly crypto: readonly CryptoLine[];
  /** Whether the media uses DTLS, and the parameters of its end; null when they are missing or invalid. */
  readonly isUnderDtls: boolean;
  readonly end: SecureEnd | null;
  /** The media id of the section (RFC 5888 §4). */
  readonly mid: string;
}

/** Payload types that need no `rtpmap` (RFC 3551 table 4). */
const STATIC_CODECS: Readonly<Record<string, Codec>> = { "0": "PCMU", "8": "PCMA" };
const DIRECTIONS: readonly Direction[] = ["sendrecv", "sendonly", "recvonly", "inactive"];
const PTIME_DEFAULT_MS = 20;
const PTIME_MAX_MS = 100;
const SPOKEN_PROTOCOLS: ReadonlySet<string> = new Set([
  ...(["RTP/AVP", "RTP/AVPF", "RTP/SAVP", "RTP/SAVPF"] as const),
  ...DTLS_PROTOCOLS,
]);
const CRYPTO_MAX = 8;

/** True for a supported media section: audio over RTP. */
export function isSpoken(media: MediaDescription): boolean {
  return media.kind === "audio" && media.port !== 0 && SPOKEN_PROTOCOLS.has(media.protocol);
}

/** Reads the audio parameters of a media section. */
export function readAudio(session: SessionDescription, media: MediaDescription): AudioPart {
  const address = media.connection ?? session.connection ?? "0.0.0.0";
  const direction = directionOf(session, media);
  const rtcpMux = attributeOf(media.attributes, "rtcp-mux") !== null;
  const underDtls = isUnderDtls(media);
  return {
    address,
    port: media.port,
    rtcpPort: rtcpMux ? media.port : rtcpPortOf(media),
    rtcpMux,
    direction,
    // RFC 8839 §4.2.1.3: an ICE endpoint may leave the address unspecified.
    isHeld: (isZero(address) && !underDtls) || direction === "sendonly" || direction === "inactive",
    codecs: codecsOf(media),
    keysPayloadType: keysPayloadType(media),
    ptimeMs: ptimeOf(media),
    isSecure: media.protocol.includes("SAVP") && !underDtls,
    crypto: media.attributes.flatMap(cryptoOf).slice(0, CRYPTO_MAX),
    isUnderDtls: underDtls,
    end: readSecureEnd(session, media),
    mid: attributeOf(media.attributes, "mid") ?? "0",
  };
}

/** The direction that remains for us by the far end's direction (RFC 3264 §6.1). */
export function mirrored(direction: Direction): Direction {
  if (direction === "sendonly") return "recvonly";
  return direction === "recvonly" ? "sendonly" : direction;
}

/** Both directions combined: sending requires the consent of both sides (RFC 3264 §6.1). */
export function narrowed(left: Direction, right: Direction): Direction {
  const sends = [left, right].every((one) => one === "sendrecv" || one === "sendonly");
  const receives = [left, right].every((one) => one === "sendrecv" || one === "recvonly");
  if (sends) return receives ? "sendrecv" : "sendonly";
  return receives ? "recvonly" : "inactive";
}

/** The old style of hold (RFC 2543 §B.5, still in use; RFC 3264 §8.4): an address of zeros. */
export function isZero(address: string): boolean {
  return address === "0.0.0.0" || address === "::";
}

/** RFC 3264 §5.1: the attribute of the media section, otherwise of the session, otherwise sendrecv. */
function directionOf(session: SessionDescription, media: MediaDescription): Direction {
  const nameOf = (attributes: readonly Attribute[]) =>
    DIRECTIONS.find((direction) => attributeOf(attributes, direction) !== null);
  return nameOf(media.attributes) ?? nameOf(session.attributes) ?? "sendrecv";
}

/** RFC 3605 §2.1: `a=rtcp:PORT`, otherwise the next higher port (RFC 3550 §11). */
function rtcpPortOf(media: MediaDescription): number {
  const port = /^(\d{1,5})/.exec(attributeOf(media.attributes, "rtcp") ?? "")?.[1];
  const given = Number(port ?? 0);
  return given > 0 && given <= 65_535 ? given : media.port + 1;
}

function codecsOf(media: MediaDescription): readonly CodecChoice[] {
  return media.formats.flatMap((format): readonly CodecChoice[] => {
    const codec = codecNamed(media, format);
    return codec === null ? [] : [{ codec, payloadType: Number(format) }];
  });
}

/** An `rtpmap` overrides the static table, because payload types may be reassigned (RFC 3551 §6). */
function codecNamed(media: MediaDescription, format: string): Codec | null {
  if (!isPayloadType(format)) return null;
  const name = mappedName(media, format);
  if (name === null) return STATIC_CODECS[format] ?? null;
  if (/^PCMA\/8000(\/1)?$/i.test(name)) return "PCMA";
  return /^PCMU\/8000(\/1)?$/i.test(name) ? "PCMU" : null;
}

/** RFC 4733 §2.4.1: its timestamps fit only at the clock rate of the codec. */
function keysPayloadType(media: MediaDescription): number | null {
  const format = media.formats.find(
    (one) => isPayloadType(one) && /^telephone-event\/8000(\/1)?$/i.test(mappedName(media, one) ?? ""),
  );
  return format === undefined ? null : Number(format);
}

function isPayloadType(format: string): boolean {
  return /^\d{1,3}$/.test(format) && Number(format) <= 127;
}

function mappedName(media: MediaDescription, format: string): string | null {
  const map = media.attributes.find(({ name, value }) => name === "rtpmap" && value?.startsWith(`${format} `) === true);
  return map?.value?.slice(format.length + 1).trim() ?? null;
}

/** RFC 8866 §6.4: a preference, not a requirement; an invalid value counts as 20 ms. */
function ptimeOf(media: MediaDescription): number {
  const ptimeMs = Number(attributeOf(media.attributes, "ptime") ?? PTIME_DEFAULT_MS);
  return Number.isInteger(ptimeMs) && ptimeMs >= 10 && ptimeMs <= PTIME_MAX_MS ? ptimeMs : PTIME_DEFAULT_MS;
}

const CRYPTO =
  /^(\d{1,9})\s+(AES_CM_128_HMAC_SHA1_(?:80|32))\s+inline:([A-Za-z0-9+/]{40})(?:\|[^\s|]*)?(?:\|[^\s|]*)?\s*$/;

/** RFC 4568 §4 and §9.1; lines with session parameters, which would change the transform, are ignored (§5.1.2). */
function cryptoOf({ name, value }: Attribute): readonly CryptoLine[] {
  const [, tag, suite, keyBase64] = name === "crypto" ? (CRYPTO.exec(value ?? "") ?? []) : [];
  if (tag === undefined || suite === undefined || keyBase64 === undefined) return [];
  return [{ tag: Number(tag), suite: suite as CryptoLine["suite"], keyBase64 }];
}
