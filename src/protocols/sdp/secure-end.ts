import { type Attribute, attributeOf, type MediaDescription, type SessionDescription } from "./description.ts";

/** The initiator of the DTLS handshake (RFC 4145 §4, RFC 5763 §5); "actpass" is for offers only. */
export type Setup = "actpass" | "active" | "passive";

/** ICE and DTLS parameters of one side, as browsers use them (RFC 8839 §5, RFC 8122 §5). */
export interface SecureEnd {
  readonly ufrag: string;
  readonly password: string;
  /** SHA-256 of its certificate, as 32 pairs of hexadecimal digits between colons. */
  readonly fingerprint: string;
  readonly setup: Setup;
  /** Values of `a=candidate`, UDP with IP addresses only; empty when the far end becomes known by its connectivity checks. */
  readonly candidates: readonly string[];
}

/** The protocols of audio over DTLS (RFC 5764 §8). */
export const DTLS_PROTOCOLS = ["UDP/TLS/RTP/SAVPF", "UDP/TLS/RTP/SAVP"] as const;

const CANDIDATES_MAX = 16;
const UFRAG = /^[A-Za-z0-9+/]{4,256}$/;
const PASSWORD = /^[A-Za-z0-9+/]{22,256}$/;
const FINGERPRINT = /^sha-256 +([0-9A-F]{2}(?::[0-9A-F]{2}){31})$/i;
/** Foundation, component 1, UDP, priority, an address and a port (RFC 8839 §5.1); mDNS names are skipped, because the checks reveal their address. */
const CANDIDATE =
  /^[A-Za-z0-9+/]{1,32} 1 udp \d{1,10} (?:\d{1,3}(?:\.\d{1,3}){3}|(?=[0-9A-Fa-f]{0,4}:)[0-9A-Fa-f:.]{2,45}) \d{1,5} typ (?:host|srflx|prflx|relay)(?: [\w.:+/-]+)*$/i;

/** True for a media section over DTLS. */
export function isUnderDtls({ protocol }: MediaDescription): boolean {
  return DTLS_PROTOCOLS.some((one) => one === protocol);
}

/** Reads the end of a media section over DTLS; null when its parameters are missing or unsupported. */
export function readSecureEnd(session: SessionDescription, media: MediaDescription): SecureEnd | null {
  if (!isUnderDtls(media)) return null;
  // RFC 8839 §5.4, RFC 8122 §5: an attribute of the media section takes precedence over one of the session.
  const value = (name: string): string =>
    attributeOf(media.attributes, name) ?? attributeOf(session.attributes, name) ?? "";
  const ufrag = value("ice-ufrag");
  const password = value("ice-pwd");
  const fingerprint = fingerprintOf(media.attributes) ?? fingerprintOf(session.attributes);
  const setup = setupOf(value("setup"));
  if (!UFRAG.test(ufrag) || !PASSWORD.test(password) || fingerprint === null || setup === null) return null;
  const candidates = media.attributes
    .flatMap((one) => (one.name === "candidate" && CANDIDATE.test(one.value ?? "") ? [one.value ?? ""] : []))
    .slice(0, CANDIDATES_MAX);
  return { ufrag, password, fingerprint, setup, candidates };
}

/** Whether both descriptions mean the same connection; another ufrag or password restarts ICE (RFC 8839 §4.4.1.1.1). */
export function isSameEnd(one: SecureEnd, other: SecureEnd): boolean {
  return one.ufrag === other.ufrag && one.password === other.password && one.fingerprint === other.fingerprint;
}

/** The attributes of our end in a media section; everything uses one port (RFC 8858). */
export function secureAttributes(end: SecureEnd, mid: string): readonly Attribute[] {
  const attribute = (name: string, value: string | null = null): Attribute => ({ name, value });
  return [
    attribute("mid", mid),
    attribute("msid", "sambung sambung-audio"),
    attribute("ice-ufrag", end.ufrag),
    attribute("ice-pwd", end.password),
    attribute("fingerprint", `sha-256 ${end.fingerprint}`),
    attribute("setup", end.setup),
    ...end.candidates.map((value) => attribute("candidate", value)),
    attribute("end-of-candidates"),
  ];
}

/** RFC 8843 §7: the BUNDLE group of the sections that share one connection; empty without DTLS. */
export function bundleOf(media: readonly MediaDescription[]): readonly Attribute[] {
  const mids = media.flatMap((one) => (one.port !== 0 && isUnderDtls(one) ? [attributeOf(one.attributes, "mid")] : []));
  const named = mids.filter((mid) => mid !== null && mid !== "");
  return named.length === 0 ? [] : [{ name: "group", value: `BUNDLE ${named.join(" ")}` }];
}

/** RFC 8122 §5.1: of several fingerprints the one with a supported hash. */
function fingerprintOf(attributes: readonly Attribute[]): string | null {
  for (const { name, value } of attributes) {
    const found = name === "fingerprint" ? FINGERPRINT.exec(value ?? "") : null;
    if (found?.[1] !== undefined) return found[1].toUpperCase();
  }
  return null;
}

function setupOf(value: string): Setup | null {
  return value === "actpass" || value === "active" || value === "passive" ? value : null;
}
