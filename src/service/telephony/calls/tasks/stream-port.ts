import type { ApplicationCallContext } from "./application-port.ts";
import type { MediaStreamOptions } from "./media-stream-options.ts";

/** Start of a stream: the leg, the task, and whether the caller hears the audio that comes from it. */
export interface StreamBegin extends MediaStreamOptions {
  readonly streamId: string;
  readonly nth: number;
  readonly legId: string;
  readonly isHeard: boolean;
}

/** Streams of a call: the one of a task, or those with a name or an id. */
export type StreamNamed = { readonly nth: number } | { readonly name: string } | { readonly streamId: string };

/** Events of a stream; each contains the callback address. */
export type StreamEvent = Pick<MediaStreamOptions, "name" | "statusCallback"> &
  (
    | { readonly news: "began" }
    /** The stream is over: `error` is the Twilio error code, null for a normal end; `wasHeard` when its caller has heard it. */
    | { readonly news: "ended"; readonly error: number | null; readonly wasHeard: boolean }
  );

/** An API client starts a stream, or stops one where `stream` is null; it belongs to no task, and its number is 0. */
export interface StreamOrdered {
  readonly news: "ordered";
  readonly stream: MediaStreamOptions | null;
}

/** The media streams of calls. Nothing here waits or throws; events of a stream arrive as inputs of its call. */
export interface StreamPort {
  begin(callContext: ApplicationCallContext, stream: StreamBegin): void;
  /** Stops the selected streams of a call. */
  stop(callId: string, which: StreamNamed): void;
  /** The caller has pressed a key, which is sent to the streams that the caller hears. */
  key(callId: string, key: string): void;
  /** The call is over, and so are its streams. */
  letGo(callId: string): void;
}
