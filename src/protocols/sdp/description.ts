/** A session description (RFC 8866) with the parts that calls use. Attributes keep their order, known or not. */
export interface SessionDescription {
  readonly origin: Origin;
  readonly sessionName: string;
  /** `c=` of the session; null when each media has its own. */
  readonly connection: string | null;
  readonly attributes: readonly Attribute[];
  readonly media: readonly MediaDescription[];
}

/** Originator and version of the description (RFC 8866 §5.2). */
export interface Origin {
  readonly username: string;
  /** Numbers of up to 63 bits are stored as text. */
  readonly sessionId: string;
  readonly version: string;
  readonly address: string;
}

/** One `a=` line; the value is null for a bare name. */
export interface Attribute {
  readonly name: string;
  readonly value: string | null;
}

/** One `m=` line and the lines that belong to it (RFC 8866 §5.14). */
export interface MediaDescription {
  readonly kind: string;
  /** 0 = refused or not used (RFC 3264 §6). */
  readonly port: number;
  /** As written: "RTP/AVP", "RTP/SAVP", "UDP/TLS/RTP/SAVPF". */
  readonly protocol: string;
  readonly formats: readonly string[];
  readonly connection: string | null;
  readonly attributes: readonly Attribute[];
}

/** Why a text is not a valid session description. */
export type SdpFault =
  | "too-long"
  | "too-many-lines"
  | "not-version-0"
  | "line-malformed"
  | "line-out-of-order"
  | "origin-missing"
  | "connection-missing"
  | "media-missing";

/** Parser limits. */
export const SDP_LIMITS = {
  bytes: 16_384,
  lines: 512,
  media: 16,
  formats: 64,
  attributes: 256,
  lineBytes: 2_048,
} as const;

/** The value of the first attribute with a name; "" for one without value, null for none. */
export function attributeOf(attributes: readonly Attribute[], name: string): string | null {
  const found = attributes.find((attribute) => attribute.name === name);
  return found === undefined ? null : (found.value ?? "");
}
