import { ok, type Result } from "../../../kernel/index.ts";
import { sidOf } from "../../flows/call-documents/index.ts";
import type { ConferenceFilter, ParticipantChangeForm, ParticipantForm } from "../twilio-api/index.ts";
import { ringingOf } from "./call-form.ts";
import type { ConferencesQuery, InviteForm, ParticipantChange } from "./conference-contract.ts";
import { readPlace } from "./list-place.ts";
import { rangeOf } from "./moment.ts";
import type { Refused } from "./program-refusal.ts";

const word = (flag: boolean): "true" | "false" => (flag ? "true" : "false");
const maybe = (flag: boolean | undefined) => (flag === undefined ? undefined : word(flag));

const BEEPS = { both: "true", enter: "onEnter", exit: "onExit", none: "false" } as const;
const STATUSES = { waiting: "init", "in-progress": "in-progress", over: "completed" } as const;

/** Maps an invitation to the form of the shared API operations. */
export function toParticipantForm(form: InviteForm): Result<ParticipantForm, Refused> {
  const ringing = ringingOf(form);
  if (!ringing.ok) return ringing;
  const { waitUrl, coachesCallId, conferenceCallback: told, conferenceRecordingCallback: recording } = form;
  return ok({
    ...ringing.value,
    Label: form.label ?? undefined,
    Timeout: form.ringSeconds,
    Muted: word(form.muted),
    StartConferenceOnEnter: word(form.startsConference),
    EndConferenceOnExit: word(form.endsConference),
    Beep: BEEPS[form.beep],
    WaitUrl: waitUrl ?? undefined,
    WaitMethod: form.waitMethod,
    MaxParticipants: form.participantsMax ?? undefined,
    CallSidToCoach: coachesCallId === null ? undefined : sidOf("call", coachesCallId),
    ConferenceStatusCallback: told?.url,
    ConferenceStatusCallbackMethod: told?.method,
    ConferenceStatusCallbackEvent: told?.events,
    ConferenceRecord: form.recordConference ? "record-from-start" : undefined,
    ConferenceRecordingStatusCallback: recording?.url,
    ConferenceRecordingStatusCallbackMethod: recording?.method,
    ConferenceRecordingStatusCallbackEvent: recording?.events,
  });
}

/** Maps a participant update to the form of the shared API operations. */
export function toParticipantChangeForm(change: ParticipantChange): ParticipantChangeForm {
  const { coachesCallId } = change;
  const coaching =
    coachesCallId === undefined
      ? {}
      : coachesCallId === null
        ? ({ Coaching: "false" } as const)
        : ({ Coaching: "true", CallSidToCoach: sidOf("call", coachesCallId) } as const);
  return {
    Muted: maybe(change.muted),
    Hold: maybe(change.held),
    HoldUrl: change.holdUrl,
    HoldMethod: change.holdMethod,
    AnnounceUrl: change.announceUrl,
    AnnounceMethod: change.announceMethod,
    EndConferenceOnExit: maybe(change.endsConference),
    ...coaching,
  };
}

/** Maps the query of the list of conferences to the filter of the shared API operations. */
export function conferenceFilterOf(query: ConferencesQuery): ConferenceFilter {
  const { name, state, createdFrom, createdUntil, after, limit } = query;
  const created = rangeOf(createdFrom, createdUntil);
  const status = state === undefined ? undefined : STATUSES[state];
  return { name, status, after: readPlace(after), limit: limit + 1, ...(created === undefined ? {} : { created }) };
}
