import type { Clock, IdSource } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import { waitScript } from "../../service/flows/call-documents/index.ts";
import type { ApplicationPort, CallEngine, Hook, PlayedClip } from "../../service/telephony/calls/index.ts";
import type { ConferenceSound } from "../../service/telephony/calls/wire.ts";
import { type ConferenceEngine, openConferenceEngine } from "../../service/telephony/conferences/wire.ts";

/** Time-outs of an announcement: its webhook, and its synthesis. */
const ANNOUNCED_MS = { asked: 5_000, made: 5_000 } as const;
/** First number of webhook requests for announcements, distinct from the requests of calls. */
const FIRST_QUESTION = 1_000_000;

/** The conferences of a switch, with their dependencies on media and applications. */
export function openConferences(
  { db, clock, ids, log }: { readonly db: Database; readonly clock: Clock; readonly ids: IdSource; readonly log: Log },
  own: {
    readonly calls: () => CallEngine;
    readonly sound: ConferenceSound;
    readonly applications: ApplicationPort;
    readonly switchId: string;
  },
): ConferenceEngine {
  const { calls, sound, applications, switchId } = own;
  let asked = FIRST_QUESTION;
  return openConferenceEngine({
    db,
    clock,
    ids,
    log,
    switchId,
    tell: (callId, order) => calls().tell(callId, { input: "conference-order", order }),
    hear: sound.hear,
    heldWith: (hook) => waitScript({ hook, queueId: null }),
    announced: ({ tenantId, callId, hook }) => {
      asked += 1;
      const { caller, called } = calls().shownTo(callId);
      const asking = { callId, tenantId, nth: asked, caller, called, isCalledOut: false, isAnswered: true };
      return announcement(applications, asking, hook);
    },
  });
}

/** The announcement of an application's document, as far as it can be played at once. */
async function announcement(
  applications: ApplicationPort,
  callContext: Parameters<ApplicationPort["ask"]>[0],
  hook: Hook,
): Promise<readonly PlayedClip[]> {
  const instructions = { from: "hook", voice: hook, fallback: null } as const;
  const answer = await applications.ask(callContext, { instructions, fields: {}, budgetMs: ANNOUNCED_MS.asked });
  if (answer.is === "failed") return [];
  const sounds = answer.verbs.flatMap((verb) => (verb.verb === "sound" ? [verb.heard] : []));
  if (sounds.length === 0) return [];
  return applications.sounds(callContext, { sounds, budgetMs: ANNOUNCED_MS.made });
}
