/** The name of a track in messages, as in Twilio's protocol. */
export type StreamTrack = "inbound" | "outbound";

/** The identity of a stream in its first messages. */
export interface StreamIdentity {
  readonly streamSid: string;
  readonly accountSid: string;
  readonly callSid: string;
  readonly tracks: readonly StreamTrack[];
  readonly parameters: Readonly<Record<string, string>>;
}

/** A message to an application, before its sequence number is added. */
export type StreamMessage =
  | { readonly event: "start" }
  | {
      readonly event: "media";
      readonly track: StreamTrack;
      readonly chunk: number;
      readonly timestampMs: number;
      /** µ-law in Base64. */
      readonly payload: string;
    }
  | { readonly event: "dtmf"; readonly digit: string }
  | { readonly event: "mark"; readonly name: string }
  | { readonly event: "stop" };

/** A message from an application. */
export type ApplicationMessage =
  | { readonly event: "media"; readonly payload: string }
  | { readonly event: "mark"; readonly name: string }
  | { readonly event: "clear" };

/** An unusable message of an application, with the reason. */
export interface MessageFault {
  readonly event: "none";
  readonly why: "not-json" | "not-known" | "other-stream" | "not-sound";
}

/** The first message, which has no sequence number. */
export const CONNECTED = JSON.stringify({ event: "connected", protocol: "Call", version: "1.0.0" });

const MEDIA_FORMAT = { encoding: "audio/x-mulaw", sampleRate: 8_000, channels: 1 } as const;
/** Maximum characters of the name of a mark. */
const NAME_MAX = 1_000;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** The text of the nth message of a stream. Numbers are written as strings, as in Twilio's protocol. */
export function writtenMessage(identity: StreamIdentity, nth: number, message: StreamMessage): string {
  const { streamSid } = identity;
  const head = { event: message.event, sequenceNumber: String(nth), streamSid };
  return JSON.stringify({ ...head, ...bodyOf(identity, message) });
}

function bodyOf(identity: StreamIdentity, message: StreamMessage): object {
  const { streamSid, accountSid, callSid, tracks, parameters } = identity;
  switch (message.event) {
    case "start": {
      const start = { accountSid, streamSid, callSid, tracks, mediaFormat: MEDIA_FORMAT };
      return { start: { ...start, customParameters: parameters } };
    }
    case "media": {
      const { track, chunk, timestampMs, payload } = message;
      return { media: { track, chunk: String(chunk), timestamp: String(timestampMs), payload } };
    }
    case "dtmf":
      return { dtmf: { track: "inbound_track", digit: message.digit } };
    case "mark":
      return { mark: { name: message.name } };
    case "stop":
      return { stop: { accountSid, callSid } };
  }
}

/** Parses a message of an application; a message without a stream SID counts as one for this stream. */
export function readMessage(text: string, streamSid: string): ApplicationMessage | MessageFault {
  const said = parsed(text);
  if (said === null) return none("not-json");
  const named = said["streamSid"];
  if (named !== undefined && named !== streamSid) return none("other-stream");
  switch (said["event"]) {
    case "media":
      return mediaIn(said["media"]);
    case "mark": {
      const name = fieldIn(said["mark"], "name");
      return name === null || name.length > NAME_MAX ? none("not-known") : { event: "mark", name };
    }
    case "clear":
      return { event: "clear" };
    default:
      return none("not-known");
  }
}

function mediaIn(media: unknown): ApplicationMessage | MessageFault {
  const payload = fieldIn(media, "payload");
  if (payload === null) return none("not-known");
  if (payload.length % 4 === 1 || !BASE64.test(payload)) return none("not-sound");
  return { event: "media", payload };
}

function none(why: MessageFault["why"]): MessageFault {
  return { event: "none", why };
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function fieldIn(value: unknown, name: string): string | null {
  const field = isRecord(value) ? value[name] : null;
  return typeof field === "string" ? field : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
