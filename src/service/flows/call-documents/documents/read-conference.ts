import type { ConferenceRecordingOptions, Hook, Verb } from "../../../telephony/calls/index.ts";
import { MEMBERS_MAX } from "../../../telephony/conferences/index.ts";
import { idOfSid } from "../sid.ts";
import type { DocumentWarning } from "./document-fault.ts";
import { type AttributeReader, attributesOf } from "./read-attributes.ts";
import type { DocumentElement } from "./read-element.ts";
import { readConferenceCallback, readConferenceRecordingCallback } from "./read-status-callbacks.ts";

/** Maximum length of a conference name, as in Twilio's API. */
export const CONFERENCE_NAME_MAX = 128;
/** Maximum size of a Twilio conference; the limit here is one audio mix. */
const FIELD_MEMBERS_MAX = 250;

/** Conference settings of a document, without those of its `Dial`. */
export type ReadConference = Omit<
  Extract<Verb, { readonly verb: "confer" }>,
  "verb" | "talkMs" | "endsOnStar" | "action"
>;

const BEEPS = { true: "both", false: "none", onenter: "enter", onexit: "exit" } as const;

/** Reads the conference of a `Dial`; null for one without a name. */
export function readConference(
  element: DocumentElement,
  base: string | null,
): { readonly conference: ReadConference | null; readonly warnings: readonly DocumentWarning[] } {
  const attributes = attributesOf(element, base);
  const name = element.text.trim().slice(0, CONFERENCE_NAME_MAX);
  const membersMax = attributes.whole("maxParticipants", { min: 2, max: FIELD_MEMBERS_MAX, otherwise: MEMBERS_MAX });
  const label = (attributes.text("participantLabel") ?? "").slice(0, CONFERENCE_NAME_MAX);
  const coached = attributes.text("coach");
  const told = readConferenceCallback(attributes);
  const record = recordOf(attributes);
  const conference: ReadConference = {
    name,
    seat: {
      label: label === "" ? null : label,
      isMuted: attributes.flag("muted", false),
      beeps: BEEPS[attributes.choice("beep", ["true", "false", "onenter", "onexit"], "true")],
      starts: attributes.flag("startConferenceOnEnter", true),
      ends: attributes.flag("endConferenceOnExit", false),
      coachedCallId: coached === null ? null : idOfSid("call", coached),
    },
    membersMax: Math.min(membersMax, MEMBERS_MAX),
    ...(told === null ? {} : { told }),
    ...(record === null ? {} : { record }),
    wait: waitOf(attributes.text("waitUrl"), attributes.hook("waitUrl", "waitMethod")),
  };
  return { conference: name === "" ? null : conference, warnings: attributes.warnings() };
}

const RECORDS = ["do-not-record", "record-from-start", "true", "false"] as const;

/** Recording settings: from the start, or none. */
function recordOf(attributes: AttributeReader): ConferenceRecordingOptions | null {
  const record = attributes.choice("record", RECORDS, "do-not-record");
  const isTrimmed = attributes.choice("trim", ["trim-silence", "do-not-trim"], "trim-silence") === "trim-silence";
  const told = readConferenceRecordingCallback(attributes);
  if (record === "do-not-record" || record === "false") return null;
  return { isTrimmed, ...(told === null ? {} : { told }) };
}

/** Wait audio: music without a URL, silence for an empty URL. */
function waitOf(text: string | null, hook: Hook | null): ReadConference["wait"] {
  return hook ?? (text === "" ? "silence" : "music");
}
