/** Live call data, and the phones on which a supervisor can be rung. */
import { queryOptions } from "@tanstack/react-query";
import { useState } from "react";
import type {
  LiveCallView,
  LiveChange,
  LiveLine,
} from "../../../../src/service/telephony/call-history/live-board.shared.ts";
import { api, serverNowMs } from "../../data/client.ts";
import { useLive } from "../../data/live.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Supervising = paths["/api/service/supervision"]["get"]["responses"][200]["content"]["application/json"];

/** Whether agents see supervisors, and the phones on which a supervisor can be rung. */
export const supervisionQuery = queryOptions({
  queryKey: ["service", "supervision"],
  queryFn: () => read<Supervising>(api.GET("/api/service/supervision")),
});

/** Whether the call is in a state in which a supervisor can participate. */
export const maySupervise = ({ state }: Pick<LiveCallView, "state">): boolean =>
  state === "talking" || state === "held" || state === "silent";

const CALLS = ["calls"] as const;

/** The last received state of the calls in progress. */
export interface LiveCalls {
  readonly calls: ReadonlyMap<string, LiveCallView>;
  readonly lines: readonly LiveLine[];
  readonly total: number;
  readonly lookedAtMs: number;
}

/** Applies a change: a call keeps its position until it ends; new calls are appended. */
function withChange(board: LiveCalls | null, change: LiveChange): LiveCalls {
  const calls = new Map(change.isWhole ? [] : (board?.calls ?? []));
  for (const id of change.gone) calls.delete(id);
  for (const call of change.calls) calls.set(call.id, call);
  return { calls, lines: change.lines, total: change.total, lookedAtMs: serverNowMs() };
}

/** Subscribes to live calls; a new connection starts with the complete state. */
export function useLiveCalls() {
  const [board, setBoard] = useState<LiveCalls | null>(null);
  const liveness = useLive("/api/service/calls/live", CALLS, {
    onEvent: (_, data) => setBoard((before) => withChange(before, data as LiveChange)),
    // A new connection starts with the complete state, so nothing needs to be refetched.
    onReturn: () => undefined,
  });
  return { board, liveness };
}
