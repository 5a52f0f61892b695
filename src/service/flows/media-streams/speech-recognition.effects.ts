import { randomBytes } from "node:crypto";
import type { IdSource } from "../../../kernel/index.ts";
import type { MediaEngine } from "../../../platform/media/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import type {
  ApplicationCallContext,
  RecognitionEvent,
  RecognitionOptions,
  RecognitionPort,
} from "../../telephony/calls/index.ts";
import type { StreamFault } from "./stream-fault.ts";
import { openStreamThread } from "./stream-threads.effects.ts";

/** Limits of concurrent recognitions of one switch, and of one call centre. */
const SESSIONS_MAX = 200;
const OF_TENANT_MAX = 60;
const TOKEN_BYTES = 16;

/** Dependencies of the speech recognition. */
export interface SpeechRecognitionOptions {
  readonly engine: MediaEngine;
  readonly ids: IdSource;
  readonly log: Log;
  /** The module that the socket thread runs. */
  readonly program: URL;
  /** URL of this installation's recogniser, with `{language}` for the caller's language; null for none. */
  readonly recogniserUrl: string | null;
  readonly tell: (callId: string, told: { readonly nth: number; readonly news: RecognitionEvent }) => void;
  /** Records beside a call that its recognition has failed. */
  readonly onFault: (callContext: ApplicationCallContext, fault: StreamFault) => void;
}

interface RecognitionSession {
  readonly id: string;
  readonly callContext: ApplicationCallContext;
  readonly begin: RecognitionOptions;
  readonly token: string;
  /** Settles once the engine has answered the tap request; null before it was sent. */
  tapping: Promise<unknown> | null;
  /** Whether its events are no longer needed. */
  isLetGo: boolean;
}

/** An open speech recognition. */
export interface OpenSpeechRecognition {
  readonly desk: RecognitionPort;
  close(): Promise<void>;
}

/** Opens the speech recognition: audio goes from the engine to the installation's own recogniser by a separate thread, like streams. */
export function openSpeechRecognition(options: SpeechRecognitionOptions): OpenSpeechRecognition {
  const { recogniserUrl } = options;
  const heard = new Map<string, RecognitionSession>();
  const host = recogniserUrl === null ? null : hostOf(recogniserUrl);
  const thread = openStreamThread({
    program: options.program,
    inside: host === null ? [] : [host],
    log: options.log,
    onTold: (event) => {
      const one = heard.get(event.id);
      if (one === undefined) return;
      if (event.kind === "ended") over(options, heard, one, event.fault);
      else connected(options, one, { port: thread.port(), close: () => thread.close(event.id) });
    },
    onHeard: ({ id, said }) => {
      const one = heard.get(id);
      if (one !== undefined)
        emitRecognition(options, one, said === null ? { news: "speaking" } : { news: "said", ...said });
    },
  });
  const ofCall = (callId: string): readonly RecognitionSession[] =>
    [...heard.values()].filter((one) => one.callContext.callId === callId && !one.isLetGo);
  return {
    desk: {
      begin: (callContext, begin) => {
        const id = options.ids.next();
        const token = randomBytes(TOKEN_BYTES).toString("hex");
        const one: RecognitionSession = { id, callContext, begin, token, tapping: null, isLetGo: false };
        const isFull = hasNoRoom([...heard.values()], callContext);
        heard.set(id, one);
        if (recogniserUrl === null || isFull) return over(options, heard, one, isFull ? "busy" : "url-wrong");
        const { language, hints } = begin;
        thread.hear({ id, token, url: recogniserUrl.replaceAll("{language}", language), language, hints });
      },
      finish: (callId) => {
        for (const { id } of ofCall(callId)) thread.finish(id);
      },
      letGo: (callId) => {
        for (const one of ofCall(callId)) {
          one.isLetGo = true;
          thread.close(one.id);
        }
      },
    },
    close: () => thread.stop(),
  };
}

/** Host and port of a recogniser, as in a URL. */
function hostOf(url: string): string {
  return new URL(url.replaceAll("{language}", "id").replace(/^ws/i, "http")).host;
}

function hasNoRoom(going: readonly RecognitionSession[], { tenantId }: ApplicationCallContext): boolean {
  const ofTenant = going.filter((one) => one.callContext.tenantId === tenantId);
  return going.length >= SESSIONS_MAX || ofTenant.length >= OF_TENANT_MAX;
}

function emitRecognition(
  { tell: say }: SpeechRecognitionOptions,
  { callContext, begin, isLetGo }: RecognitionSession,
  event: RecognitionEvent,
): void {
  if (!isLetGo) say(callContext.callId, { nth: begin.nth, news: event });
}

/** The recogniser is connected: from now on the engine sends it the caller's audio. */
function connected(
  { engine, log }: SpeechRecognitionOptions,
  one: RecognitionSession,
  { port, close }: { readonly port: number; readonly close: () => void },
): void {
  const { id, callContext, begin, token } = one;
  const tap = { tap: tapOf(id), leg: begin.legId, token, port, tracks: ["inbound" as const], isFed: false };
  one.tapping = engine.mixer.request({ kind: "open-tap", ...tap }).then(
    (opened) => {
      if (opened.ok) return;
      log.warn({ callId: callContext.callId, why: opened.refusal }, "hearing.not-tapped");
      close();
    },
    () => close(),
  );
}

function over(
  options: SpeechRecognitionOptions,
  heard: Map<string, RecognitionSession>,
  one: RecognitionSession,
  fault: StreamFault | null,
): void {
  const { id, callContext, tapping, isLetGo } = one;
  heard.delete(id);
  // A tap that is closed before it is open would remain.
  tapping
    ?.then(() => options.engine.mixer.request({ kind: "close-tap", tap: tapOf(id) }))
    .catch((error: unknown) => options.log.warn({ err: error, callId: callContext.callId }, "hearing.not-untapped"));
  if (fault !== null && !isLetGo) {
    options.log.warn({ callId: callContext.callId, fault }, "hearing.failed");
    options.onFault(callContext, fault);
  }
  emitRecognition(options, one, { news: fault === null ? "over" : "failed" });
}

/** The name of its tap in the engine. */
function tapOf(id: string): string {
  return `hearing.${id}`;
}
