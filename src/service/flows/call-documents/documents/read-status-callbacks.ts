import type { StatusCallbacks, StatusCallbackTarget } from "../../../telephony/cdr/index.ts";
import type { AttributeReader } from "./read-attributes.ts";

/** What may be told of a leg, of a recording, and of a conference, in the field's words. */
const STATUS_EVENTS = ["initiated", "ringing", "answered", "completed"] as const;
const RECORDING_EVENTS = ["completed", "absent"] as const;
const CONFERENCE_RECORDING_EVENTS = ["in-progress", "completed", "absent"] as const;
const CONFERENCE_EVENTS = ["start", "end", "join", "leave", "mute", "hold"] as const;

/** What an element wants to be told of whom it dials; nothing where it names no address. */
export function readStatusCallback(attributes: AttributeReader): Pick<StatusCallbacks, "status"> {
  const told = readCallback(attributes, "statusCallback", STATUS_EVENTS);
  return told === null ? {} : { status: told };
}

/** What an element wants to be told of what is recorded; nothing where it names no address. */
export function readRecordingCallback(attributes: AttributeReader): Pick<StatusCallbacks, "recording"> {
  const told = readCallback(attributes, "recordingStatusCallback", RECORDING_EVENTS);
  return told === null ? {} : { recording: told };
}

/** What an element wants to be told of the conference that it leads into; null where it names no address. */
export function readConferenceCallback(attributes: AttributeReader): StatusCallbackTarget | null {
  return readCallback(attributes, "statusCallback", CONFERENCE_EVENTS, ["start", "end"]);
}

/** What an element wants to be told of the recording of that conference; null where it names no address. */
export function readConferenceRecordingCallback(attributes: AttributeReader): StatusCallbackTarget | null {
  return readCallback(attributes, "recordingStatusCallback", CONFERENCE_RECORDING_EVENTS);
}

/** A wish to be told, as what leads a call carries it: left out where nothing is wished. */
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
