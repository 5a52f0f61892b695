import type { z } from "zod";
import type { CallEvent } from "../../telephony/cdr/index.ts";
import { e164Of } from "../../telephony/dial-plan/index.ts";
import type { CallResource } from "../twilio-api/index.ts";
import type { callSchema, callStorySchema } from "./call-contract.ts";
import { instantOf, momentOf } from "./moment.ts";

const SECOND_MS = 1_000;

/** Maps a call to its API response. */
export function callView(call: CallResource): z.infer<typeof callSchema> {
  const { id, direction, code, status, end } = call;
  return {
    id,
    code,
    end,
    from: e164Of(call.from),
    to: e164Of(call.to),
    direction: direction === "inbound" || direction === "internal" ? direction : "outbound",
    state: status === "canceled" ? "cancelled" : status,
    orderedAt: momentOf(call.orderedAtMs),
    beganAt: momentOf(call.beganAtMs),
    endedAt: momentOf(call.endedAtMs),
    talkSeconds: call.talkMs === null ? null : Math.round(call.talkMs / SECOND_MS),
    costRupiah: call.chargeRupiah,
  };
}

type Leg = z.infer<typeof callStorySchema>["legs"][number];

/** A leg with the internal id of its phone. */
export interface CallLeg extends Omit<Leg, "extension"> {
  readonly phoneId: string | null;
}

const NEW: Omit<CallLeg, "id"> = {
  number: null,
  phoneId: null,
  state: "invited",
  sipStatus: null,
  invitedAt: null,
  ringingAt: null,
  answeredAt: null,
};

/** Legs of a call, in the order of its events. */
export function legsOf(events: readonly CallEvent[]): readonly CallLeg[] {
  const legs = new Map<string, CallLeg>();
  const keep = (id: string, own: Partial<CallLeg>): void => {
    legs.set(id, { ...NEW, id, ...legs.get(id), ...own });
  };
  for (const { body, atMs } of events) {
    const at = instantOf(atMs);
    if (body.kind === "leg.invited") {
      const number = body.dialled === undefined ? null : e164Of(body.dialled);
      keep(body.legId, { phoneId: body.phoneId, invitedAt: at, number });
    } else if (body.kind === "leg.ringing") {
      keep(body.legId, { state: "ringing", ringingAt: at });
    } else if (body.kind === "leg.failed") {
      keep(body.legId, { state: "failed", sipStatus: body.status });
    } else if (body.kind === "call.answered" || body.kind === "talk.began") {
      const answeredAt = legs.get(body.legId)?.answeredAt ?? at;
      const phone = body.phoneId === null ? {} : { phoneId: body.phoneId };
      keep(body.legId, { state: "answered", answeredAt, ...phone });
    } else if (body.kind === "legs.released") {
      for (const id of body.legIds) if (legs.has(id)) keep(id, { state: "released" });
    }
  }
  return [...legs.values()];
}
