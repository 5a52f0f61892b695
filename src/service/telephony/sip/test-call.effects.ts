import type { IdSource } from "../../../kernel/index.ts";
import type { Arrival, CallEngine } from "../calls/index.ts";
import type { ServiceNumber } from "../dial-plan/index.ts";
import { type DestinationContext, destinationOf } from "./destinations.effects.ts";
import type { TraceTap } from "./sip-trace.effects.ts";

/** The caller of a test call as presented to the called phone, and the text in its record instead of an address. */
const TEST_CALLER = "test";

/** A test call has targets and no caller's leg. It rings like a normal call, and never goes to a trunk. */
export function beginTest(
  desk: DestinationContext & {
    readonly ids: IdSource;
    readonly calls: () => CallEngine;
    readonly trace: Pick<TraceTap, "begin">;
  },
  { callId, number, hops }: { readonly callId: string; readonly number: ServiceNumber; readonly hops: number },
): boolean {
  const { tenantId, code } = number;
  const silent = { ...number, isRecorded: false };
  desk.trace.begin({ callId, tenantId });
  const arrival: Arrival = {
    callId,
    tenantId,
    code,
    legId: desk.ids.next(),
    party: { kind: "switch" },
    direction: "test",
    caller: TEST_CALLER,
    far: TEST_CALLER,
    called: code,
    isEmergency: false,
    sipCallId: `test-${callId}`,
    from: TEST_CALLER,
    hasOffer: false,
    hops,
    destination: destinationOf(desk, { kind: "phones", phoneIds: number.phoneIds, number: silent, called: code }),
  };
  return desk.calls().arrive(arrival, null);
}
