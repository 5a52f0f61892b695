import type { ToldAddress, ToldWish } from "../../../telephony/cdr/index.ts";
import type { AttributeReader } from "./read-attributes.ts";

/** What may be told of a leg, of a recording, and of a conference, in the field's words. */
const STATUS_EVENTS = ["initiated", "ringing", "answered", "completed"] as const;
const RECORDING_EVENTS = ["completed", "absent"] as const;
const CONFERENCE_RECORDING_EVENTS = ["in-progress", "completed", "absent"] as const;
const CONFERENCE_EVENTS = ["start", "end", "join", "leave", "mute", "hold"] as const;

/** What an element wants to be told of whom it dials; nothing where it names no address. */
export function statusWish(attributes: AttributeReader): Pick<ToldWish, "status"> {
  const told = toldIn(attributes, "statusCallback", STATUS_EVENTS);
  return told === null ? {} : { status: told };
}

/** What an element wants to be told of what is recorded; nothing where it names no address. */
export function recordingWish(attributes: AttributeReader): Pick<ToldWish, "recording"> {
  const told = toldIn(attributes, "recordingStatusCallback", RECORDING_EVENTS);
  return told === null ? {} : { recording: told };
}

/** What an element wants to be told of the conference that it leads into; null where it names no address. */
export function conferenceWish(attributes: AttributeReader): ToldAddress | null {
  return toldIn(attributes, "statusCallback", CONFERENCE_EVENTS, ["start", "end"]);
}

/** What an element wants to be told of the recording of that conference; null where it names no address. */
export function conferenceRecordingWish(attributes: AttributeReader): ToldAddress | null {
  return toldIn(attributes, "recordingStatusCallback", CONFERENCE_RECORDING_EVENTS);
}

/** A wish to be told, as what leads a call carries it: left out where nothing is wished. */
export function toldOf(wish: ToldWish): { readonly told?: ToldWish } {
  return wish.status === undefined && wish.recording === undefined ? {} : { told: wish };
}

function toldIn(
  attributes: AttributeReader,
  name: string,
  known: readonly string[],
  otherwise: readonly string[] = ["completed"],
): ToldAddress | null {
  const hook = attributes.hook(name, `${name}Method`);
  const given = attributes.words(`${name}Event`, known);
  return hook === null ? null : { ...hook, events: given.length === 0 ? otherwise : given };
}
