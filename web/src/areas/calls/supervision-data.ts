/** The calls in progress as they are told, and what a supervisor can be rung at. */
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

/** Whether agents see supervisors, and phones a supervisor can be rung at. */
export const supervisionQuery = queryOptions({
  queryKey: ["service", "supervision"],
  queryFn: () => read<Supervising>(api.GET("/api/service/supervision")),
});

/** Whether somebody talks in a call with whom a supervisor could take part. */
export const maySupervise = ({ state }: Pick<LiveCallView, "state">): boolean =>
  state === "talking" || state === "held" || state === "silent";

const CALLS = ["calls"] as const;

/** The calls in progress as they were last told. */
export interface LiveCalls {
  readonly calls: ReadonlyMap<string, LiveCallView>;
  readonly lines: readonly LiveLine[];
  readonly total: number;
  readonly lookedAtMs: number;
}

/** A call keeps its place among the others as long as it lasts; new ones come below. */
function withChange(board: LiveCalls | null, change: LiveChange): LiveCalls {
  const calls = new Map(change.isWhole ? [] : (board?.calls ?? []));
  for (const id of change.gone) calls.delete(id);
  for (const call of change.calls) calls.set(call.id, call);
  return { calls, lines: change.lines, total: change.total, lookedAtMs: serverNowMs() };
}

/** The live board; a connection that comes back is told everything afresh. */
export function useLiveCalls() {
  const [board, setBoard] = useState<LiveCalls | null>(null);
  const liveness = useLive("/api/service/calls/live", CALLS, {
    onEvent: (_, data) => setBoard((before) => withChange(before, data as LiveChange)),
    // A new connection begins with everything; one that was only silent goes on where it was.
    onReturn: () => undefined,
  });
  return { board, liveness };
}
