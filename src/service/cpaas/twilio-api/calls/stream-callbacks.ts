import { sidOf } from "../../../flows/call-documents/index.ts";
import type { StatusCallbackTarget } from "../../../telephony/cdr/index.ts";
import { isoMoment } from "../rest/rest-answer.ts";
import type { Telling } from "./telling.ts";

/** A stream with status callbacks. */
export interface StreamCallbackSubject {
  readonly streamId: string;
  /** Empty for none. */
  readonly name: string;
  readonly address: StatusCallbackTarget;
}

/** Event of a stream: its sequence number, and Twilio's error number. */
export interface StreamStatusEvent {
  readonly event: "stream-started" | "stream-stopped" | "stream-error";
  readonly nth: number;
  readonly atMs: number;
  readonly error: number | null;
}

const API_VERSION = "2010-04-01";

/** Builds a stream status callback. */
export function streamTelling(
  { callId, tenantId }: { readonly callId: string; readonly tenantId: string },
  { streamId, name, address }: StreamCallbackSubject,
  { event, nth, atMs, error }: StreamStatusEvent,
): Telling {
  const sid = sidOf("stream", streamId);
  const fields = {
    AccountSid: sidOf("account", tenantId),
    CallSid: sidOf("call", callId),
    ApiVersion: API_VERSION,
    StreamSid: sid,
    StreamName: name === "" ? sid : name,
    StreamEvent: event,
    ...(error === null ? {} : { StreamError: String(error) }),
    SequenceNumber: String(nth),
    Timestamp: isoMoment(atMs),
  };
  const { url, method } = address;
  return { kind: "call.stream", address: { url, method }, atMs, fields };
}
