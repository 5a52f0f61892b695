import type { ApplicationCallContext } from "./application-port.ts";
import type { MediaStreamOptions } from "./media-stream-options.ts";

/** How a stream is begun: at which leg, for which task, and whether the caller hears what comes from it. */
export interface StreamBegin extends MediaStreamOptions {
  readonly streamId: string;
  readonly nth: number;
  readonly legId: string;
  readonly isHeard: boolean;
}

/** Streams of a call: the one of a task, or those of a name or an id. */
export type StreamNamed = { readonly nth: number } | { readonly name: string } | { readonly streamId: string };

/** What becomes of a stream; each names who is told of it. */
export type StreamEvent = Pick<MediaStreamOptions, "name" | "statusCallback"> &
  (
    | { readonly news: "began" }
    /** It is over: `error` is the field's number of why, null where nothing was wrong; `wasHeard` when its caller has heard it. */
    | { readonly news: "ended"; readonly error: number | null; readonly wasHeard: boolean }
  );

/** A program wants a stream to begin, or to end where there is no wish; it is for no task, and its number is 0. */
export interface StreamOrdered {
  readonly news: "ordered";
  readonly stream: MediaStreamOptions | null;
}

/** The streams of calls. Nothing here waits or throws; what becomes of a stream is told as an input of its call. */
export interface StreamPort {
  begin(callContext: ApplicationCallContext, stream: StreamBegin): void;
  /** Ends those of a call that are meant. */
  stop(callId: string, which: StreamNamed): void;
  /** The caller has pressed a key, which the streams that he hears are told. */
  key(callId: string, key: string): void;
  /** The call is over, and so are its streams. */
  letGo(callId: string): void;
}
