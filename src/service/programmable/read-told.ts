import type { ToldAddress, ToldWish } from "../records/index.ts";
import type { AttributeReader } from "./read-attributes.ts";

/** What may be told of a leg, and of a recording, in the field's words. */
const STATUS_EVENTS = ["initiated", "ringing", "answered", "completed"] as const;
const RECORDING_EVENTS = ["completed", "absent"] as const;

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

/** A wish to be told, as what leads a call carries it: left out where nothing is wished. */
export function toldOf(wish: ToldWish): { readonly told?: ToldWish } {
  return wish.status === undefined && wish.recording === undefined ? {} : { told: wish };
}

function toldIn(attributes: AttributeReader, name: string, known: readonly string[]): ToldAddress | null {
  const hook = attributes.hook(name, `${name}Method`);
  const given = attributes.words(`${name}Event`, known);
  return hook === null ? null : { ...hook, events: given.length === 0 ? ["completed"] : given };
}
