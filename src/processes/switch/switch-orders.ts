import { type Clock, type IdSource, refuse } from "../../kernel/index.ts";
import type { ChangeFeed, Database } from "../../platform/database/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import { CALL_ORDERS_DUE, openCallOrders } from "../../service/cpaas/twilio-api/wire.ts";
import { readRecordOrder, readStreamOrder, redirectedScript } from "../../service/flows/call-documents/index.ts";
import { followCallOrders } from "../../service/flows/call-documents/wire.ts";
import { followSwitchCommands } from "../../service/telephony/call-control/wire.ts";
import type { CallEngine } from "../../service/telephony/calls/index.ts";
import { readConferenceAct } from "../../service/telephony/conferences/index.ts";
import type { ConferenceEngine } from "../../service/telephony/conferences/wire.ts";
import type { RoutingDirectory } from "../../service/telephony/dial-plan/index.ts";
import type { LocationService, OrderedCall, OrderedCallRefusal } from "../../service/telephony/sip/wire.ts";
import { tenantIds } from "../../service/tenancy/tenants/wire.ts";

const SECOND_MS = 1_000;

/** Dependencies of the command readers. */
interface OrderedBy {
  readonly db: Database;
  readonly changeFeed: ChangeFeed;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
}

/** Commands of users to the switch: test calls, ending of calls, and agents' actions on calls. */
export function openCommands(
  { db, changeFeed, clock, ids, log }: OrderedBy,
  own: {
    readonly book: () => RoutingDirectory;
    readonly bindings: LocationService;
    readonly calls: () => CallEngine;
    readonly switchId: string;
    readonly conferences: Pick<ConferenceEngine, "judge" | "act">;
    readonly begin: Parameters<typeof followSwitchCommands>[0]["begin"];
  },
): ReturnType<typeof followSwitchCommands> {
  const { book, bindings, calls, switchId, begin, conferences } = own;
  const meant = (callId: string, kept: object) => {
    const act = readConferenceAct(kept);
    return act !== null && conferences.judge(callId, act) ? act : null;
  };
  return followSwitchCommands({
    db,
    changeFeed,
    clock,
    ids,
    log,
    tenantIds,
    book,
    begin,
    switchId,
    reachable: () => bindings.reachable(clock.nowMs()),
    judge: (callId, command) => calls().judge(callId, command),
    act: (callId, wish) => calls().tell(callId, { input: "act", wish }),
    judgeTakeBack: (callId) => calls().judgeTakeBack(callId),
    end: (callId, { unlessAnswered }) => calls().tell(callId, { input: "end-ordered", unlessAnswered }),
    judgeConference: (callId, kept) => meant(callId, kept) !== null,
    actOnConference: (callId, kept) => {
      const act = meant(callId, kept);
      if (act !== null) conferences.act(callId, act);
    },
    judgeRecord: (callId, ordered) => {
      const wish = readRecordOrder(ordered);
      return wish === null ? refuse("call-not-programmable") : calls().judgeRecord(callId, wish);
    },
    record: (callId, ordered) => {
      const wish = readRecordOrder(ordered);
      if (wish !== null) calls().tell(callId, { input: "record-told", wish });
    },
    judgeRedirect: (callId, lead) => calls().judgeRedirect(callId, lead),
    judgeStream: (callId, ordered) => calls().judgeStream(callId, readStreamOrder(ordered)?.stream !== null),
    stream: (callId, ordered) => {
      const read = readStreamOrder(ordered);
      if (read === null) return;
      const { streamId, stream } = read;
      calls().tell(callId, { input: "stream-told", nth: 0, streamId, news: { news: "ordered", stream } });
    },
    redirect: (callId, redirect, { whileWaiting }) =>
      calls().tell(callId, { input: "led-by", script: redirectedScript(redirect), whileWaiting }),
  });
}

/** The calls that applications originate. */
export function openOrders(
  { db, changeFeed, clock, log }: OrderedBy,
  own: { readonly switchId: string; readonly callOut: (call: OrderedCall) => "begun" | OrderedCallRefusal },
): ReturnType<typeof followCallOrders> {
  return followCallOrders({
    orders: openCallOrders(db),
    changeFeed,
    channel: CALL_ORDERS_DUE,
    clock,
    log,
    switchId: own.switchId,
    begin: (order, script) =>
      own.callOut({
        ...order,
        script,
        ringMs: order.timeoutSeconds * SECOND_MS,
        lastsMs: order.timeLimitSeconds === null ? null : order.timeLimitSeconds * SECOND_MS,
      }),
  });
}

/** Starts draining: new calls are refused, and calls of applications wait for the next start. */
export function drainOf(
  orders: ReturnType<typeof followCallOrders>,
  signalling: { readonly drain: () => void },
): () => void {
  return () => {
    orders.close();
    signalling.drain();
  };
}
