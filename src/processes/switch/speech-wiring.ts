import type { MediaEngine } from "../../platform/media/index.ts";
import { authTokenOf } from "../../service/cpaas/twilio-api/wire.ts";
import { openTokenCache } from "../../service/flows/call-documents/wire.ts";
import { STREAM_ERRORS } from "../../service/flows/media-streams/index.ts";
import {
  type OpenSpeechRecognition,
  type OpenStreamController,
  openSpeechRecognition,
  openStreamController,
} from "../../service/flows/media-streams/wire.ts";
import type { CallEngine } from "../../service/telephony/calls/index.ts";
import { twilioSignatureOf } from "../../service/tenancy/webhooks/wire.ts";
import type { TaskDirectories, TaskDirectoryOptions } from "./switch-tasks.ts";

/** Dependencies of media streams and speech recognition. */
type EarOptions = Pick<TaskDirectoryOptions, "db" | "clock" | "ids" | "log" | "key" | "outside"> & {
  readonly engine: MediaEngine;
};

/** Opens the consumers of call audio: media streams to applications, and the speech recogniser. */
export function openSpeechWiring(
  options: EarOptions,
  parts: { readonly calls: () => CallEngine; readonly exchanges: TaskDirectories["exchanges"] },
) {
  const streams = openStreams(options, parts);
  const hearing = openRecognition(options, parts);
  return {
    desks: { streams: streams.desk, hearing: hearing.desk },
    close: async () => {
      await Promise.all([streams.close(), hearing.close()]);
    },
  };
}

/** Media streams of calls to applications; the call receives the events of its stream. */
function openStreams(options: EarOptions, parts: { readonly calls: () => CallEngine }): OpenStreamController {
  const { db, clock, log, key, engine, outside } = options;
  return openStreamController({
    engine,
    log,
    inside: outside.inside,
    signatureOf: twilioSignatureOf,
    program: new URL("../stream-thread.ts", import.meta.url),
    authTokenOf: openTokenCache({ tokenOf: (tenantId) => authTokenOf({ db, clock, key }, tenantId), clock }),
    tell: (callId, told) => parts.calls().tell(callId, { input: "stream-told", ...told }),
  });
}

/** Speech recognition for applications; its absence is recorded with the call. */
function openRecognition(
  { clock, ids, log, engine, outside }: EarOptions,
  parts: { readonly calls: () => CallEngine; readonly exchanges: TaskDirectories["exchanges"] },
): OpenSpeechRecognition {
  return openSpeechRecognition({
    engine,
    ids,
    log,
    recogniserUrl: outside.recogniserUrl,
    program: new URL("../stream-thread.ts", import.meta.url),
    tell: (callId, told) => parts.calls().tell(callId, { input: "speech-told", ...told }),
    onFault: ({ tenantId, callId, nth }, fault) =>
      parts.exchanges.add({
        tenantId,
        callId,
        nth,
        atMs: clock.nowMs(),
        kind: "speech",
        method: "GET",
        url: "",
        status: null,
        durationMs: 0,
        error: STREAM_ERRORS[fault],
        fields: {},
        answer: "",
        warnings: [],
      }),
  });
}
