import { z } from "zod";
import { CONFERENCE_NAME_MAX } from "../../flows/call-documents/index.ts";
import { CALL_SECONDS } from "../twilio-api/index.ts";
import { callbackField, ringingFields } from "./call-contract.ts";
import { pageByIdQuery, pageQuery } from "./list-place.ts";

const PARTICIPANTS_MAX = 32;
const RING_SECONDS_MIN = 5;
const url = z.string().min(1).max(2_048);
const method = z.enum(["GET", "POST"]).default("POST");
const instant = z.iso.datetime({ offset: true }).optional();
const moment = z.iso.datetime().nullable();
const flag = z.enum(["true", "false"]).optional();

const CONFERENCE_STATES = ["waiting", "in-progress", "over"] as const;

/** Text fields that users and documents set: no control characters. */
const written = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => !/\p{Cc}/u.test(text));

/** A conference in API responses. */
export const conferenceSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    state: z.enum(CONFERENCE_STATES).describe("Before it starts, while it goes on, and after its end."),
    end: z.string().nullable().describe("Why it is over; null before."),
    createdAt: z.iso.datetime(),
    startedAt: moment,
    endedAt: moment,
  })
  .meta({ id: "Conference" });

/** Query of the list of conferences, newest first. */
export const conferencesQuery = z.strictObject({
  name: z.string().max(CONFERENCE_NAME_MAX).optional(),
  state: z.enum(CONFERENCE_STATES).optional(),
  createdFrom: instant,
  createdUntil: instant,
  ...pageQuery,
});

/** One page of conferences. */
export const conferencesSchema = z
  .object({ items: z.array(conferenceSchema), next: z.string().nullable() })
  .meta({ id: "Conferences" });

/** Request body of an announcement to all participants of a conference. */
export const announceFormSchema = z.strictObject({ url, method });

/** A participant in API responses. */
export const participantSchema = z
  .object({
    callId: z.uuid(),
    conferenceId: z.uuid(),
    label: z.string().nullable(),
    state: z
      .enum(["queued", "connecting", "ringing", "connected", "complete", "failed"])
      .describe("How his call stands while he is on his way, and `connected` once he has come."),
    muted: z.boolean(),
    held: z.boolean(),
    startsConference: z.boolean().describe("Whether it starts when he comes."),
    endsConference: z.boolean().describe("Whether it is over when he goes."),
    coachesCallId: z.uuid().nullable().describe("Whom alone he is heard by."),
    createdAt: z.iso.datetime(),
    joinedAt: moment,
  })
  .meta({ id: "Participant" });

/** Query of the list of participants, in the order in which they joined. */
export const participantsQuery = z.strictObject({ muted: flag, held: flag, coaching: flag, ...pageByIdQuery });

/** One page of participants. */
export const participantsSchema = z
  .object({ items: z.array(participantSchema), next: z.string().nullable() })
  .meta({ id: "Participants" });

/** Request body that calls a participant into a conference. */
export const inviteFormSchema = z.strictObject({
  ...ringingFields,
  label: written(128).nullable().default(null),
  ringSeconds: z.int().min(RING_SECONDS_MIN).max(CALL_SECONDS.ringMost).default(CALL_SECONDS.ring),
  muted: z.boolean().default(false),
  startsConference: z.boolean().default(true),
  endsConference: z.boolean().default(false),
  beep: z
    .enum(["both", "enter", "exit", "none"])
    .default("both")
    .describe("When the others hear that he comes or goes."),
  waitUrl: url.nullable().default(null).describe("Asked what he hears until it starts."),
  waitMethod: method,
  participantsMax: z.int().min(2).max(PARTICIPANTS_MAX).nullable().default(null),
  coachesCallId: z.uuid().nullable().default(null),
  conferenceCallback: callbackField(["start", "end", "join", "leave", "mute", "hold"], ["start", "end"]).describe(
    "Told how the conference goes on.",
  ),
  recordConference: z
    .boolean()
    .default(false)
    .describe("Whether the conference is recorded from its beginning, of those who may be recorded."),
  conferenceRecordingCallback: callbackField(["in-progress", "completed", "absent"], ["completed"]).describe(
    "Told of that recording.",
  ),
});

/** Request body that starts a conference by calling its first participant. */
export const beginFormSchema = z.strictObject({
  name: written(CONFERENCE_NAME_MAX),
  participant: inviteFormSchema,
});

/** Request body that updates a participant; omitted fields keep their values. */
export const participantChangeSchema = z.strictObject({
  muted: z.boolean().optional(),
  held: z.boolean().optional(),
  holdUrl: url.optional().describe("Asked what he hears while he is held."),
  holdMethod: method,
  endsConference: z.boolean().optional(),
  coachesCallId: z.uuid().nullable().optional().describe("Whom alone he is heard by from now on; null for everybody."),
  announceUrl: url.optional().describe("Asked what is said to him alone."),
  announceMethod: method,
});

/** Request body that calls a participant into a conference. */
export type InviteForm = z.infer<typeof inviteFormSchema>;

/** Request body that updates a participant. */
export type ParticipantChange = z.infer<typeof participantChangeSchema>;

/** Query of the list of conferences. */
export type ConferencesQuery = z.infer<typeof conferencesQuery>;
