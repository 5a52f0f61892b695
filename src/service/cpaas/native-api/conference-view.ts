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

/** A conference as programs get it. */
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

/** Somebody who takes part, as programs get him; `call` says how his call stands while he is on his way. */
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
