/** What became of sound in a call: what its ends agreed on, message by message, and how it was measured in the end. */

/** A message of SIP, as far as it tells of sound. */
export interface SoundMessage {
  readonly at: string;
  readonly status: number | null;
  readonly text: string;
  readonly isRepeated: boolean;
}

/** How one side sounded. */
export interface SoundLeg {
  readonly received: number;
  readonly mos: number | null;
  readonly lossPercent: number | null;
  readonly jitterMs: number;
}

/** One thing of sound: an agreement, by its message, or what was measured, by its leg. */
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

/** What an answer in SDP says of sound (RFC 3264 §6.1: the first format counts); undefined for what answers nothing of it. */
function agreedIn({ status, text }: Pick<SoundMessage, "status" | "text">) {
  const [, port, profile = "", format] = status === 200 ? (MEDIA.exec(text) ?? []) : [];
  if (format === undefined) return undefined;
  const [, name] = new RegExp(`^a=rtpmap:${format} ([\\w.-]+)`, "m").exec(text) ?? [];
  const isHeld = port === "0" || HELD.test(text);
  return { codec: name ?? STATIC[format] ?? format, isEncrypted: profile.includes("SAVP"), isHeld };
}

/** All of it in its order: agreements where their messages stand, and what was measured of each side that was heard at the end of the call. */
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

/** The codecs by which sound was sent, each once. */
export function codecsIn(messages: readonly Pick<SoundMessage, "status" | "text">[]): readonly string[] {
  return [...new Set(messages.flatMap((one) => agreedIn(one)?.codec ?? []))];
}
