import { z } from "zod";
import type { StatusCallbackTarget } from "../../../telephony/cdr/index.ts";
import { CALLBACK_FIELDS, CONFERENCE_CALLBACK_FIELDS } from "../calls/callback-form.ts";

const PARTICIPANTS_MAX = 250;
const flag = z.enum(["true", "false"]).optional();
const method = z.enum(["GET", "POST"]);
const url = z.string().max(2_048).optional();

/** Form that calls a participant into a conference. */
export const participantForm = z.strictObject({
  To: z.string().max(140).default(""),
  From: z.string().max(40).default(""),
  Label: z.string().min(1).max(128).optional(),
  Timeout: z.coerce.number().int().min(5).max(600).default(60),
  TimeLimit: z.coerce.number().int().min(1).max(14_400).optional(),
  Muted: flag,
  StartConferenceOnEnter: flag,
  EndConferenceOnExit: flag,
  Coaching: flag,
  Record: flag,
  Beep: z.enum(["true", "false", "onEnter", "onExit"]).default("true"),
  WaitUrl: url,
  WaitMethod: method.default("POST"),
  MaxParticipants: z.coerce.number().int().min(2).max(PARTICIPANTS_MAX).optional(),
  CallSidToCoach: z.string().max(40).optional(),
  ConferenceRecord: z.enum(["true", "false", "record-from-start", "do-not-record"]).optional(),
  ConferenceTrim: z.enum(["trim-silence", "do-not-trim"]).optional(),
  // Accepted without effect: early media of the called party is not played in the conference.
  EarlyMedia: flag,
  ...CALLBACK_FIELDS,
  ...CONFERENCE_CALLBACK_FIELDS,
});

/** Parsed form that calls a participant into a conference. */
export type ParticipantForm = z.infer<typeof participantForm>;

/** Form that updates a participant. */
export const participantChangeForm = z.strictObject({
  Muted: flag,
  Hold: flag,
  HoldUrl: url,
  HoldMethod: method.default("POST"),
  AnnounceUrl: url,
  AnnounceMethod: method.default("POST"),
  EndConferenceOnExit: flag,
  Coaching: flag,
  CallSidToCoach: z.string().max(40).optional(),
});

/** Parsed form that updates a participant. */
export type ParticipantChangeForm = z.infer<typeof participantChangeForm>;

/** Tests whether the conference is recorded from its start. */
export function recordsConference({ ConferenceRecord }: ParticipantForm): boolean {
  return ConferenceRecord === "true" || ConferenceRecord === "record-from-start";
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (found) => ESCAPES[found] ?? "");

/**
 * The document that leads the call into its conference; `told` is the conference callback, `recordingTold` the callback
 * of its recording.
 */
export function conferenceDocument(
  form: ParticipantForm,
  {
    name,
    told,
    recordingTold,
  }: {
    readonly name: string;
    readonly told: StatusCallbackTarget | null;
    readonly recordingTold: StatusCallbackTarget | null;
  },
): string {
  const attributes: readonly (readonly [string, string | number | undefined])[] = [
    ["muted", form.Muted],
    ["beep", form.Beep],
    ["startConferenceOnEnter", form.StartConferenceOnEnter],
    ["endConferenceOnExit", form.EndConferenceOnExit],
    ["waitUrl", form.WaitUrl],
    ["waitMethod", form.WaitUrl === undefined ? undefined : form.WaitMethod],
    ["maxParticipants", form.MaxParticipants],
    ["participantLabel", form.Label],
    ["statusCallback", told?.url],
    ["statusCallbackMethod", told?.method],
    ["statusCallbackEvent", told?.events.join(" ")],
    ["record", form.ConferenceRecord],
    ["trim", form.ConferenceTrim],
    ["recordingStatusCallback", recordingTold?.url],
    ["recordingStatusCallbackMethod", recordingTold?.method],
    ["recordingStatusCallbackEvent", recordingTold?.events.join(" ")],
    ["coach", form.Coaching === "false" ? undefined : form.CallSidToCoach],
  ];
  const written = attributes.map(([key, value]) => (value === undefined ? "" : ` ${key}="${escaped(String(value))}"`));
  return `<Response><Dial><Conference${written.join("")}>${escaped(name)}</Conference></Dial></Response>`;
}
