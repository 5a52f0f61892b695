/** Media of a call: the codecs negotiated in SDP, and the measured quality of each leg. */

/** The fields of a SIP message that the media analysis needs. */
export interface SoundMessage {
  readonly at: string;
  readonly status: number | null;
  readonly text: string;
  readonly isRepeated: boolean;
}

/** The measured quality of one leg. */
export interface SoundLeg {
  readonly received: number;
  readonly mos: number | null;
  readonly lossPercent: number | null;
  readonly jitterMs: number;
}

/** A media fact: a negotiation with its message, or a measurement with its leg. */
export type MediaFact =
  | {
      readonly is: "agreed";
      readonly at: string;
      readonly codec: string;
      readonly isEncrypted: boolean;
      readonly isHeld: boolean;
      readonly message: number;
    }
  | { readonly is: "measured"; readonly at: string; readonly leg: number };

const MEDIA = /^m=audio (\d+) (\S+) (\d+)/m;
const HELD = /^a=(?:inactive|sendonly|recvonly)\s*$/m;
const STATIC: Readonly<Record<string, string>> = { "0": "PCMU", "8": "PCMA", "9": "G722", "18": "G729" };

/** The negotiated media of an SDP answer (RFC 3264 §6.1: the first format is used); undefined for other messages. */
function agreedIn({ status, text }: Pick<SoundMessage, "status" | "text">) {
  const [, port, profile = "", format] = status === 200 ? (MEDIA.exec(text) ?? []) : [];
  if (format === undefined) return undefined;
  const [, name] = new RegExp(`^a=rtpmap:${format} ([\\w.-]+)`, "m").exec(text) ?? [];
  const isHeld = port === "0" || HELD.test(text);
  return { codec: name ?? STATIC[format] ?? format, isEncrypted: profile.includes("SAVP"), isHeld };
}

/** All media facts in order: negotiations at the position of their messages, measurements at the end of the call. */
export function mediaOf(parts: {
  readonly messages: readonly SoundMessage[];
  readonly legs: readonly SoundLeg[];
  readonly endedAt: string | undefined;
}): readonly MediaFact[] {
  const { messages, legs, endedAt } = parts;
  const agreed = messages.flatMap((one, message): readonly MediaFact[] => {
    const found = one.isRepeated ? undefined : agreedIn(one);
    return found === undefined ? [] : [{ is: "agreed", at: one.at, ...found, message }];
  });
  if (endedAt === undefined) return agreed;
  const measured = legs.flatMap(({ received }, leg): readonly MediaFact[] =>
    received === 0 ? [] : [{ is: "measured", at: endedAt, leg }],
  );
  return [...agreed, ...measured];
}

/** The codecs in use, without duplicates. */
export function codecsIn(messages: readonly Pick<SoundMessage, "status" | "text">[]): readonly string[] {
  return [...new Set(messages.flatMap((one) => agreedIn(one)?.codec ?? []))];
}
