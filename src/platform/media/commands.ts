import { z } from "zod";

const id = z.string().regex(/^[\w.:@-]{1,64}$/);
const port = z.number().int().min(1).max(65_535);
const key256 = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);
const ipAddress = z.union([z.ipv4(), z.ipv6()]);
const payloadType = z.number().int().min(0).max(127);
const crypto = z.object({
  suite: z.enum(["AES_CM_128_HMAC_SHA1_80", "AES_CM_128_HMAC_SHA1_32"]),
  keyBase64: z.string().regex(/^[A-Za-z0-9+/]{40}$/),
});

/** Settings of a leg that may change during its lifetime: address and codec parameters of the far end. */
const legSettings = z.object({
  remote: z.object({ address: ipAddress, port, rtcpPort: port }).nullable(),
  codec: z.enum(["PCMA", "PCMU"]),
  payloadType,
  /** Payload type of telephone events; null = the far end accepts none. */
  keysPayloadType: payloadType.nullable(),
  direction: z.enum(["sendrecv", "sendonly", "recvonly", "inactive"]),
  /** Address of the far end's signalling: its media may come from there as well, at any port; null for none. */
  source: ipAddress.nullable(),
  /** Also detects in-band DTMF tones, for trunks without telephone events. */
  hearsKeysInSound: z.boolean(),
  /** Reports when no packet arrived for this long; null = never. */
  silentAfterMs: z.number().int().min(100).max(3_600_000).nullable(),
  /** Reports when nothing loud arrived for this long, counted from the moment of this setting; null = never. */
  quietAfterMs: z.number().int().min(500).max(60_000).nullable(),
  /** Keys of both directions (SDES); null = plain RTP. */
  crypto: z.object({ send: crypto, receive: crypto.nullable() }).nullable(),
});

const clip = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("prompt"), prompt: id }),
  z.object({ kind: z.literal("tone"), tone: z.enum(["dial", "ringing", "busy", "congestion", "beep"]) }),
  z.object({ kind: z.literal("silence"), ms: z.number().int().min(20).max(60_000) }),
]);

const gain = z.object({ from: id, to: id, gain: z.number().min(0).max(4) });

const openLeg = z.object({
  kind: z.literal("open-leg"),
  leg: id,
  /** Legs that may be mixed with each other share a call. */
  call: id,
  /** The port of an earlier leg; null = any free one. */
  port: port.nullable(),
  rtcp: z.enum(["mux", "own-port", "none"]),
  settings: legSettings,
});

const startRecording = z.object({
  kind: z.literal("start-recording"),
  recording: id,
  left: id,
  right: id.nullable(),
  keyBase64: key256,
  isPaused: z.boolean(),
});

const mixedRecording = z.object({
  recording: id,
  /** The recorded legs, all mixed into one channel. */
  legs: z.array(id).max(32),
});

const play = z.object({
  kind: z.literal("play"),
  leg: id,
  play: id,
  clips: z.array(clip).min(1).max(64),
  /** Null = until stopped. */
  times: z.number().int().min(1).max(1_000).nullable(),
  endsWithKey: z.boolean(),
});

const openTap = z.object({
  kind: z.literal("open-tap"),
  tap: id,
  leg: id,
  /** Prefix of every datagram of the tap, in both directions: 16 bytes in hex. */
  token: z.string().regex(/^[0-9a-f]{32}$/),
  /** The UDP port on this machine that receives the audio from and to the leg every 20 ms. */
  port,
  tracks: z
    .array(z.enum(["inbound", "outbound"]))
    .min(1)
    .max(2),
  /** Whether audio is fed back: it replaces the leg's output, and silence is sent when none arrives. */
  isFed: z.boolean(),
});

const mixCommand = z.object({
  kind: z.literal("mix"),
  mix: id,
  members: z.array(id).min(1).max(32),
  /** Gains other than 1. */
  gains: z.array(gain).max(1_024),
});

/** Every command of the media engine, as sent over the control socket. */
export const commandSchema = z.discriminatedUnion("kind", [
  openLeg,
  z.object({ kind: z.literal("change-leg"), leg: id, settings: legSettings.partial() }),
  z.object({ kind: z.literal("close-leg"), leg: id }),
  z.object({ kind: z.literal("bridge"), left: id, right: id }),
  z.object({ kind: z.literal("unbridge"), leg: id }),
  mixCommand,
  z.object({ kind: z.literal("set-gains"), mix: id, gains: z.array(gain).max(1_024) }),
  z.object({ kind: z.literal("unmix"), mix: id }),
  play,
  z.object({ kind: z.literal("stop-play"), leg: id }),
  z.object({
    kind: z.literal("send-keys"),
    leg: id,
    keys: z.string().regex(/^[0-9*#A-D]{1,64}$/),
    pressMs: z.number().int().min(40).max(10_000),
  }),
  startRecording,
  /** The legs on the channels from now on; an omitted left channel is unchanged. */
  z.object({ kind: z.literal("change-recording"), recording: id, left: id.optional(), right: id.nullable() }),
  mixedRecording.extend({ kind: z.literal("start-mixed-recording"), keyBase64: key256, isPaused: z.boolean() }),
  /** The mixed legs from now on; an empty list records silence. */
  mixedRecording.extend({ kind: z.literal("change-mixed-recording") }),
  z.object({ kind: z.literal("pause-recording"), recording: id }),
  z.object({ kind: z.literal("resume-recording"), recording: id }),
  /** Ends the current part of the recording: another part may start at once, and all files are made when the recording is stopped. */
  z.object({ kind: z.literal("seal-recording"), recording: id }),
  z.object({
    kind: z.literal("stop-recording"),
    recording: id,
    keyBase64: key256,
    /** The response may have been lost after an earlier attempt: files that already exist count as well. */
    isAgain: z.literal(true).optional(),
    /** Removes silence at both ends of a recording with one part. */
    isTrimmed: z.literal(true).optional(),
  }),
  /** The recording is discarded: its existing data is deleted. Valid for an unknown recording as well. */
  z.object({ kind: z.literal("forget-recording"), recording: id }),
  openTap,
  z.object({ kind: z.literal("close-tap"), tap: id }),
  z.object({ kind: z.literal("leg-figures"), leg: id }),
  z.object({ kind: z.literal("load-prompt"), prompt: id, file: z.string().min(1).max(1_024) }),
  z.object({ kind: z.literal("drop-prompt"), prompt: id }),
  z.object({ kind: z.literal("status") }),
]);

/** One command to the engine. */
export type MediaCommand = Readonly<z.infer<typeof commandSchema>>;

/** The command of one kind. */
export type CommandOf<Kind extends MediaCommand["kind"]> = Extract<MediaCommand, { readonly kind: Kind }>;

/** Settings of a leg that may change. */
export type LegSettings = Readonly<z.infer<typeof legSettings>>;

/** The settings of a leg whose far end is not known yet. */
export const UNKNOWN_FAR_END: LegSettings = {
  remote: null,
  codec: "PCMA",
  payloadType: 8,
  keysPayloadType: null,
  direction: "sendrecv",
  source: null,
  hearsKeysInSound: false,
  silentAfterMs: null,
  quietAfterMs: null,
  crypto: null,
};

/** Keys of one direction. */
export type LegCrypto = Readonly<z.infer<typeof crypto>>;

/** Gain of one leg in the output of another. */
export type Gain = Readonly<z.infer<typeof gain>>;

/** One clip of a playback. */
export type ClipName = Readonly<z.infer<typeof clip>>;

/** Only the settings that are given; omitted settings stay unchanged. */
export function givenSettings(settings: CommandOf<"change-leg">["settings"]): Partial<LegSettings> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
