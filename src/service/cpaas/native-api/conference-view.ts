import type { z } from "zod";
import {
  type CallStatus,
  type ConferenceResource,
  conferenceStatus,
  type ParticipantResource,
  participantStatus,
} from "../twilio-api/index.ts";
import type { conferenceSchema, participantSchema } from "./conference-contract.ts";
import { instantOf, momentOf } from "./moment.ts";

const STATES = { init: "waiting", "in-progress": "in-progress", completed: "over" } as const;

/** Maps a conference to its API response. */
export function conferenceView(conference: ConferenceResource): z.infer<typeof conferenceSchema> {
  const { id, name, atMs, startedAtMs, endedAtMs, endedWhy: end } = conference;
  return {
    id,
    name,
    end,
    state: STATES[conferenceStatus(conference)],
    createdAt: instantOf(atMs),
    startedAt: momentOf(startedAtMs),
    endedAt: momentOf(endedAtMs),
  };
}

/** Maps a participant to its API response; `call` is the status of the call while the participant is being called. */
export function participantView(
  participant: ParticipantResource,
  call: CallStatus | null,
): z.infer<typeof participantSchema> {
  const { id: callId, conferenceId, label, isMuted, isHeld, starts, ends, coachedCallId } = participant;
  return {
    callId,
    conferenceId,
    label,
    state: participantStatus(participant, call),
    muted: isMuted,
    held: isHeld,
    startsConference: starts,
    endsConference: ends,
    coachesCallId: coachedCallId,
    createdAt: instantOf(participant.createdAtMs),
    joinedAt: momentOf(participant.joinedAtMs),
  };
}
