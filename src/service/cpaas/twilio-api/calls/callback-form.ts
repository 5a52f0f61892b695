import { z } from "zod";
import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import type { StatusCallbacks, StatusCallbackTarget } from "../../../telephony/cdr/index.ts";
import { isOutwardUrl } from "../../../tenancy/webhooks/index.ts";
import type { RestRefusal } from "../rest/rest-refusal.ts";

const URL_MAX = 2_048;
/** An empty URL, as forms send it, means no URL. */
const url = z.string().max(URL_MAX).optional();
const method = z.enum(["GET", "POST"]).optional();
/** Events are repeated fields, or words of one field. */
const words = z.union([z.string().max(200), z.array(z.string().max(40)).max(10)]).optional();

/** Status and recording callbacks of a call. */
export const CALLBACK_FIELDS = {
  StatusCallback: url,
  StatusCallbackMethod: method,
  StatusCallbackEvent: words,
  RecordingStatusCallback: url,
  RecordingStatusCallbackMethod: method,
  RecordingStatusCallbackEvent: words,
} as const;

/** Status and recording callbacks of a conference. */
export const CONFERENCE_CALLBACK_FIELDS = {
  ConferenceStatusCallback: url,
  ConferenceStatusCallbackMethod: method,
  ConferenceStatusCallbackEvent: words,
  ConferenceRecordingStatusCallback: url,
  ConferenceRecordingStatusCallbackMethod: method,
  ConferenceRecordingStatusCallbackEvent: words,
} as const;

const callbackFields = z.object({ ...CALLBACK_FIELDS, ...CONFERENCE_CALLBACK_FIELDS });

/** Callback fields of a form. */
export type CallbackFields = Partial<z.infer<typeof callbackFields>>;

type Named =
  | "StatusCallback"
  | "RecordingStatusCallback"
  | "ConferenceStatusCallback"
  | "ConferenceRecordingStatusCallback";

/** Permitted events and default events. */
const EVENTS: Readonly<Record<Named, { readonly known: readonly string[]; readonly usual: readonly string[] }>> = {
  StatusCallback: { known: ["initiated", "ringing", "answered", "completed"], usual: ["completed"] },
  RecordingStatusCallback: { known: ["completed", "absent"], usual: ["completed"] },
  ConferenceRecordingStatusCallback: { known: ["in-progress", "completed", "absent"], usual: ["completed"] },
  ConferenceStatusCallback: { known: ["start", "end", "join", "leave", "mute", "hold"], usual: ["start", "end"] },
};

/** Parses the status callbacks of a call order; `inside` are internal hosts permitted for callbacks. */
export function readStatusCallbacks(
  fields: CallbackFields,
  inside: ReadonlySet<string>,
): Result<StatusCallbacks, RestRefusal> {
  const status = readCallbackTarget(fields, "StatusCallback", inside);
  if (!status.ok) return status;
  const recording = readCallbackTarget(fields, "RecordingStatusCallback", inside);
  if (!recording.ok) return recording;
  return ok({
    ...(status.value === null ? {} : { status: status.value }),
    ...(recording.value === null ? {} : { recording: recording.value }),
  });
}

/** Parses the conference status and recording callbacks of a call order; null for none. */
export function readConferenceCallbacks(
  fields: CallbackFields,
  inside: ReadonlySet<string>,
): Result<
  { readonly room: StatusCallbackTarget | null; readonly recording: StatusCallbackTarget | null },
  RestRefusal
> {
  const room = readCallbackTarget(fields, "ConferenceStatusCallback", inside);
  if (!room.ok) return room;
  const recording = readCallbackTarget(fields, "ConferenceRecordingStatusCallback", inside);
  return recording.ok ? ok({ room: room.value, recording: recording.value }) : recording;
}

function readCallbackTarget(
  fields: CallbackFields,
  name: Named,
  inside: ReadonlySet<string>,
): Result<StatusCallbackTarget | null, RestRefusal> {
  const address = fields[name];
  const given = [fields[`${name}Event`] ?? []].flat().flatMap((text) => text.split(/[\s,]+/));
  const asked = new Set(given.filter((one) => one !== ""));
  const { known, usual } = EVENTS[name];
  if ([...asked].some((one) => !known.includes(one))) return refuse({ code: 20001, params: { name: `${name}Event` } });
  if (address === undefined || address === "") return ok(null);
  if (!isOutwardUrl(address, inside)) return refuse({ code: 21205, params: { name } });
  const events = asked.size === 0 ? usual : known.filter((one) => asked.has(one));
  return ok({ url: address, method: fields[`${name}Method`] ?? "POST", events });
}
