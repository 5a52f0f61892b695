import type { StatusCallbacks, StatusCallbackTarget } from "../../../telephony/cdr/index.ts";
import type { AttributeReader } from "./read-attributes.ts";

/** Callback events of legs, recordings and conference recordings, as named in Twilio's API. */
const STATUS_EVENTS = ["initiated", "ringing", "answered", "completed"] as const;
const RECORDING_EVENTS = ["completed", "absent"] as const;
const CONFERENCE_RECORDING_EVENTS = ["in-progress", "completed", "absent"] as const;
const CONFERENCE_EVENTS = ["start", "end", "join", "leave", "mute", "hold"] as const;

/** Reads the status callback of dialled parties; empty without a URL. */
export function readStatusCallback(attributes: AttributeReader): Pick<StatusCallbacks, "status"> {
  const told = readCallback(attributes, "statusCallback", STATUS_EVENTS);
  return told === null ? {} : { status: told };
}

/** Reads the recording callback; empty without a URL. */
export function readRecordingCallback(attributes: AttributeReader): Pick<StatusCallbacks, "recording"> {
  const told = readCallback(attributes, "recordingStatusCallback", RECORDING_EVENTS);
  return told === null ? {} : { recording: told };
}

/** Reads the conference callback; null without a URL. */
export function readConferenceCallback(attributes: AttributeReader): StatusCallbackTarget | null {
  return readCallback(attributes, "statusCallback", CONFERENCE_EVENTS, ["start", "end"]);
}

/** Reads the recording callback of a conference; null without a URL. */
export function readConferenceRecordingCallback(attributes: AttributeReader): StatusCallbackTarget | null {
  return readCallback(attributes, "recordingStatusCallback", CONFERENCE_RECORDING_EVENTS);
}

/** Callbacks as part of call instructions; omitted if there are none. */
export function toStatusCallbacks(wish: StatusCallbacks): { readonly told?: StatusCallbacks } {
  return wish.status === undefined && wish.recording === undefined ? {} : { told: wish };
}

function readCallback(
  attributes: AttributeReader,
  name: string,
  known: readonly string[],
  otherwise: readonly string[] = ["completed"],
): StatusCallbackTarget | null {
  const hook = attributes.hook(name, `${name}Method`);
  const given = attributes.words(`${name}Event`, known);
  return hook === null ? null : { ...hook, events: given.length === 0 ? otherwise : given };
}
