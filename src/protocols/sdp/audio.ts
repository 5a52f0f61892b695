import { type Attribute, attributeOf, type MediaDescription, type SessionDescription } from "./description.ts";
import { DTLS_PROTOCOLS, isUnderDtls, readSecureEnd, type SecureEnd } from "./secure-end.ts";

/** The codecs that are spoken: G.711 in both laws. */
export type Codec = "PCMA" | "PCMU";

/** Who sends, as one side sees it (RFC 3264 §5.1). */
export type Direction = "sendrecv" | "sendonly" | "recvonly" | "inactive";

/** A payload type and the codec it stands for. */
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

/** What a media part of a description says about audio. */
export interface AudioPart {
  readonly address: string;
  readonly port: number;
  /** Where its RTCP goes; the same port when it is one with RTP. */
  readonly rtcpPort: number;
  readonly rtcpMux: boolean;
  readonly direction: Direction;
  /** True when the other side holds, in either style: no longer receiving, or an address of zeros. */
  readonly isHeld: boolean;
  /** Known codecs in the order of preference. */
  readonly codecs: readonly CodecChoice[];
  /** Payload type of telephone events at 8,000 a second; null = none. */
  readonly keysPayloadType: number | null;
  readonly ptimeMs: number;
  readonly isSecure: boolean;
  readonly crypto: readonly CryptoLine[];
  /** Whether it goes under DTLS, and with whom; null where that is not said as it must be. */
  readonly isUnderDtls: boolean;
  readonly end: SecureEnd | null;
  /** How the part is named in its session (RFC 5888 §4). */
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

/** True for a media part that this program can speak: audio over RTP. */
export function isSpoken(media: MediaDescription): boolean {
  return media.kind === "audio" && media.port !== 0 && SPOKEN_PROTOCOLS.has(media.protocol);
}

/** Reads the audio of a media part. */
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
    // Whoever is found by ICE may leave the address open (RFC 8839 §4.2.1.3).
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

/** What the other side's direction leaves for ours (RFC 3264 §6.1). */
export function mirrored(direction: Direction): Direction {
  if (direction === "sendonly") return "recvonly";
  return direction === "recvonly" ? "sendonly" : direction;
}

/** Both wishes together: sending needs both sides to want it (RFC 3264 §6.1). */
export function narrowed(left: Direction, right: Direction): Direction {
  const sends = [left, right].every((one) => one === "sendrecv" || one === "sendonly");
  const receives = [left, right].every((one) => one === "sendrecv" || one === "recvonly");
  if (sends) return receives ? "sendrecv" : "sendonly";
  return receives ? "recvonly" : "inactive";
}

/** The old style of hold (RFC 2543 §B.5, still met; RFC 3264 §8.4): an address of zeros. */
export function isZero(address: string): boolean {
  return address === "0.0.0.0" || address === "::";
}

/** RFC 3264 §5.1: the media's own attribute, else the session's, else both ways. */
function directionOf(session: SessionDescription, media: MediaDescription): Direction {
  const nameOf = (attributes: readonly Attribute[]) =>
    DIRECTIONS.find((direction) => attributeOf(attributes, direction) !== null);
  return nameOf(media.attributes) ?? nameOf(session.attributes) ?? "sendrecv";
}

/** RFC 3605 §2.1: `a=rtcp:PORT`, else the next higher port (RFC 3550 §11). */
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

/** An `rtpmap` wins over the static table, because payload types may be given another meaning (RFC 3551 §6). */
function codecNamed(media: MediaDescription, format: string): Codec | null {
  if (!isPayloadType(format)) return null;
  const name = mappedName(media, format);
  if (name === null) return STATIC_CODECS[format] ?? null;
  if (/^PCMA\/8000(\/1)?$/i.test(name)) return "PCMA";
  return /^PCMU\/8000(\/1)?$/i.test(name) ? "PCMU" : null;
}

/** RFC 4733 §2.4.1: only at the clock of the codec do its timestamps fit. */
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

/** RFC 8866 §6.4: a wish, not a rule; nonsense counts as 20 ms. */
function ptimeOf(media: MediaDescription): number {
  const ptimeMs = Number(attributeOf(media.attributes, "ptime") ?? PTIME_DEFAULT_MS);
  return Number.isInteger(ptimeMs) && ptimeMs >= 10 && ptimeMs <= PTIME_MAX_MS ? ptimeMs : PTIME_DEFAULT_MS;
}

const CRYPTO =
  /^(\d{1,9})\s+(AES_CM_128_HMAC_SHA1_(?:80|32))\s+inline:([A-Za-z0-9+/]{40})(?:\|[^\s|]*)?(?:\|[^\s|]*)?\s*$/;

/** RFC 4568 §4 and §9.1; lines with session parameters, which would change the transform, are not taken (§5.1.2). */
function cryptoOf({ name, value }: Attribute): readonly CryptoLine[] {
  const [, tag, suite, keyBase64] = name === "crypto" ? (CRYPTO.exec(value ?? "") ?? []) : [];
  if (tag === undefined || suite === undefined || keyBase64 === undefined) return [];
  return [{ tag: Number(tag), suite: suite as CryptoLine["suite"], keyBase64 }];
}
