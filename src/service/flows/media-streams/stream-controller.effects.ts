import { randomBytes } from "node:crypto";
import type { MediaEngine } from "../../../platform/media/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import type {
  ApplicationCallContext,
  StreamBegin,
  StreamEvent,
  StreamNamed,
  StreamPort,
} from "../../telephony/calls/index.ts";
import { sidOf } from "../call-documents/index.ts";
import { STREAM_ERRORS, type StreamFault } from "./stream-fault.ts";
import type { StreamFigures } from "./stream-order.ts";
import { hasStreamRoom } from "./stream-room.ts";
import { openStreamThread, type StreamThreadEvent } from "./stream-threads.effects.ts";

const TOKEN_BYTES = 16;

/** Dependencies of the stream controller. */
export interface StreamControllerOptions {
  readonly engine: MediaEngine;
  readonly log: Log;
  /** The module that the socket thread runs. */
  readonly program: URL;
  /** Internal hosts with their ports that may be contacted nevertheless. */
  readonly inside: readonly string[];
  /** The secret that signs a call centre's handshakes, and the signing function. */
  readonly authTokenOf: (tenantId: string) => Promise<string>;
  readonly signatureOf: (
    authToken: string,
    sent: { readonly url: string; readonly fields: Readonly<Record<string, string>> },
  ) => string;
  readonly tell: (
    callId: string,
    told: { readonly nth: number; readonly streamId: string; readonly news: StreamEvent },
  ) => void;
}

interface Stream {
  readonly callContext: ApplicationCallContext;
  readonly begin: StreamBegin;
  readonly token: string;
  /** Settles once the engine has answered the tap request; null before it was sent. */
  tapping: Promise<unknown> | null;
  isOrdered: boolean;
}

/** An open stream controller. */
export interface OpenStreamController {
  readonly desk: StreamPort;
  close(): Promise<void>;
}

/** Opens the stream controller: sockets in a separate thread; audio passes directly between the engine and that thread. */
export function openStreamController(options: StreamControllerOptions): OpenStreamController {
  const streams = new Map<string, Stream>();
  const thread = openStreamThread({
    program: options.program,
    inside: options.inside,
    log: options.log,
    onTold: (event) => {
      const stream = streams.get(event.id);
      if (stream === undefined) return;
      if (event.kind === "ended") over(options, streams, stream, event);
      else connected(options, stream, { port: thread.port(), close: () => thread.close(event.id) });
    },
  });
  const ofCall = (callId: string): readonly Stream[] =>
    [...streams.values()].filter(({ callContext: asking }) => asking.callId === callId);
  const begin = async (stream: Stream): Promise<void> => {
    const { callContext: asking, begin: wish, token } = stream;
    const { url, streamId, isHeard, parameters, tracks } = wish;
    const authToken = await Promise.race([options.authTokenOf(asking.tenantId), late()]);
    if (!streams.has(streamId)) return;
    const identity = {
      streamSid: sidOf("stream", streamId),
      callSid: sidOf("call", asking.callId),
      tracks,
      parameters,
      accountSid: sidOf("account", asking.tenantId),
    };
    const signature = options.signatureOf(authToken, { url, fields: {} });
    stream.isOrdered = true;
    thread.open({ id: streamId, token, url, signature, identity, isHeard });
  };
  const end = (stream: Stream, fault: StreamFault | null): void =>
    over(options, streams, stream, { kind: "ended", id: stream.begin.streamId, fault, figures: NOTHING });
  const close = (stream: Stream): void => {
    if (stream.isOrdered) thread.close(stream.begin.streamId);
    else end(stream, null);
  };
  return {
    desk: {
      begin: (callContext, wish) => {
        const stream: Stream = {
          callContext,
          begin: wish,
          token: randomBytes(TOKEN_BYTES).toString("hex"),
          ...NEW,
        };
        const isFull = !hasStreamRoom([...streams.values()].map(placed), placed(stream));
        streams.set(wish.streamId, stream);
        if (isFull) return end(stream, "busy");
        begin(stream).catch((error: unknown) => {
          options.log.error({ err: error, callId: callContext.callId }, "stream.not-begun");
          if (streams.has(wish.streamId)) end(stream, "our-fault");
        });
      },
      stop: (callId, which) => {
        for (const stream of ofCall(callId)) if (isMeant(stream.begin, which)) close(stream);
      },
      key: (callId, key) => {
        for (const { begin: one } of ofCall(callId)) thread.key(one.streamId, key);
      },
      letGo: (callId) => {
        for (const stream of ofCall(callId)) close(stream);
      },
    },
    close: () => thread.stop(),
  };
}

/** Timeout for reading the secret of a handshake from the database. */
const SECRET_MS_MAX = 3_000;

function late(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error("what it is signed with did not come in its time")), SECRET_MS_MAX).unref();
  });
}

const NEW = { tapping: null, isOrdered: false };
const NOTHING: StreamFigures = { sent: 0, dropped: 0, overflowed: 0, played: 0, unusable: 0 };

function isMeant({ nth, name, streamId }: StreamBegin, which: StreamNamed): boolean {
  if ("nth" in which) return nth === which.nth;
  return "name" in which ? name === which.name : streamId === which.streamId;
}

/** A stream with the attributes that its limits count. */
const placed = ({ callContext: { tenantId, callId }, begin: { name } }: Stream) => ({ tenantId, callId, name });

/** The socket is connected: from now on the engine reports the audio of the call to it. */
function connected(
  options: StreamControllerOptions,
  stream: Stream,
  { port, close }: { readonly port: number; readonly close: () => void },
): void {
  const { callContext, begin, token } = stream;
  const { streamId, nth, name, legId, tracks, isHeard, statusCallback } = begin;
  const tap = { tap: tapOf(streamId), leg: legId, token, port, tracks: [...tracks], isFed: isHeard };
  stream.tapping = options.engine.mixer.request({ kind: "open-tap", ...tap }).then(
    (opened) => {
      if (opened.ok) return;
      options.log.warn({ callId: callContext.callId, why: opened.refusal }, "stream.not-tapped");
      close();
    },
    () => close(),
  );
  options.tell(callContext.callId, { nth, streamId, news: { news: "began", name, statusCallback } });
}

function over(
  options: StreamControllerOptions,
  streams: Map<string, Stream>,
  stream: Stream,
  { fault, figures }: Extract<StreamThreadEvent, { readonly kind: "ended" }>,
): void {
  const { callContext, begin, tapping } = stream;
  const { streamId, nth, name, statusCallback } = begin;
  streams.delete(streamId);
  // The engine runs commands concurrently: a tap that is closed before it is open would remain. A leg that has ended has removed its taps.
  tapping
    ?.then(() => options.engine.mixer.request({ kind: "close-tap", tap: tapOf(streamId) }))
    .catch((error: unknown) => options.log.warn({ err: error, callId: callContext.callId }, "stream.not-untapped"));
  const error = fault === null ? null : STREAM_ERRORS[fault];
  const event: StreamEvent = { news: "ended", error, wasHeard: figures.played > 0, name, statusCallback };
  if (fault !== null || figures.dropped + figures.overflowed > 0)
    options.log.warn({ callId: callContext.callId, streamId, fault, ...figures }, "stream.ended");
  options.tell(callContext.callId, { nth, streamId, news: event });
}

/** The name of its tap in the engine. */
function tapOf(streamId: string): string {
  return `stream.${streamId}`;
}
