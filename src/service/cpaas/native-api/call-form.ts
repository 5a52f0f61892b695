import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { CallListFilter, CallStatus, OrderForm } from "../twilio-api/index.ts";
import type { CallForm, CallGuide, CallState, CallsQuery, Ringing } from "./call-contract.ts";
import { readPlace } from "./list-place.ts";
import { rangeOf } from "./moment.ts";
import type { Refused } from "./program-refusal.ts";

type Guided = Pick<OrderForm, "Url" | "Method" | "FallbackUrl" | "FallbackMethod" | "Twiml"> & {
  readonly applicationId?: string | undefined;
};

/** Maps the instructions of a call to the form of the shared API operations. */
export function guideOf(guide: CallGuide): Guided {
  if ("document" in guide) return { Twiml: guide.document };
  if ("applicationId" in guide) return { applicationId: guide.applicationId };
  const { url: Url, method: Method, fallbackUrl: FallbackUrl, fallbackMethod: FallbackMethod } = guide;
  return { Url, Method, ...(FallbackUrl === undefined ? {} : { FallbackUrl, FallbackMethod }) };
}

/** Maps destination, caller ID and callbacks to the form of the shared API operations. */
export function ringingOf(form: Ringing) {
  const { to, toExtension, statusCallback: status, recordingCallback: recording } = form;
  if ((to === undefined) === (toExtension === undefined)) {
    return refuse({ code: "call-target-one", field: "to" } satisfies Refused);
  }
  // `to` takes only telephone numbers; internal phones use `toExtension`.
  if (to?.includes(":") === true) return refuse({ code: "call-number-unfit", field: "to" } satisfies Refused);
  return ok({
    To: toExtension === undefined ? (to ?? "") : `sip:${toExtension}`,
    From: form.from,
    TimeLimit: form.talkSecondsMax ?? undefined,
    Record: form.record ? ("true" as const) : ("false" as const),
    StatusCallback: status?.url,
    StatusCallbackMethod: status?.method,
    StatusCallbackEvent: status?.events,
    RecordingStatusCallback: recording?.url,
    RecordingStatusCallbackMethod: recording?.method,
    RecordingStatusCallbackEvent: recording?.events,
  });
}

/** Maps the request body of a call to the form of the shared API operations. */
export function orderFormOf(form: CallForm): Result<OrderForm & Guided, Refused> {
  const ringing = ringingOf(form);
  if (!ringing.ok) return ringing;
  const own = { Timeout: form.ringSeconds, SendDigits: form.sendDigits ?? undefined };
  return ok({ ...ringing.value, ...guideOf(form.instructions), ...own });
}

const STATUS_OF = (state: CallState): CallStatus => (state === "cancelled" ? "canceled" : state);

/** Maps the query of the list of calls to the filter of the shared API operations. */
export function callFilterOf(query: CallsQuery): CallListFilter {
  const { to, from, state, limit, after } = query;
  const [begun, ended] = [rangeOf(query.beganFrom, query.beganUntil), rangeOf(query.endedFrom, query.endedUntil)];
  return {
    to,
    from,
    status: state === undefined ? undefined : STATUS_OF(state),
    after: readPlace(after),
    limit: limit + 1,
    ...(begun === undefined ? {} : { begun }),
    ...(ended === undefined ? {} : { ended }),
  };
}
