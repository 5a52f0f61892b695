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
    state: z.enum(CONFERENCE_STATES).describe("Not started, in progress, or ended."),
    end: z.string().nullable().describe("Reason for the end; null before the end."),
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
      .describe("State of the call until the participant joins, then `connected`."),
    muted: z.boolean(),
    held: z.boolean(),
    startsConference: z.boolean().describe("Whether the conference starts when the participant joins."),
    endsConference: z.boolean().describe("Whether the conference ends when the participant leaves."),
    coachesCallId: z.uuid().nullable().describe("The only participant who hears this one."),
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
    .describe("When the others hear a beep for joining or leaving."),
  waitUrl: url.nullable().default(null).describe("Webhook for what the participant hears until the conference starts."),
  waitMethod: method,
  participantsMax: z.int().min(2).max(PARTICIPANTS_MAX).nullable().default(null),
  coachesCallId: z.uuid().nullable().default(null),
  conferenceCallback: callbackField(["start", "end", "join", "leave", "mute", "hold"], ["start", "end"]).describe(
    "Status callback of the conference.",
  ),
  recordConference: z
    .boolean()
    .default(false)
    .describe("Whether the conference is recorded from the start, of participants who may be recorded."),
  conferenceRecordingCallback: callbackField(["in-progress", "completed", "absent"], ["completed"]).describe(
    "Callback for the recording of the conference.",
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
  holdUrl: url.optional().describe("Webhook for what the participant hears while on hold."),
  holdMethod: method,
  endsConference: z.boolean().optional(),
  coachesCallId: z
    .uuid()
    .nullable()
    .optional()
    .describe("The only participant who hears this one from now on; null for all."),
  announceUrl: url.optional().describe("Webhook for an announcement to this participant only."),
  announceMethod: method,
});

/** Request body that calls a participant into a conference. */
export type InviteForm = z.infer<typeof inviteFormSchema>;

/** Request body that updates a participant. */
export type ParticipantChange = z.infer<typeof participantChangeSchema>;

/** Query of the list of conferences. */
export type ConferencesQuery = z.infer<typeof conferencesQuery>;
