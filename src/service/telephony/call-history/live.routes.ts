import type { Http, LiveStream } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { tenantOfCaller } from "../../tenancy/tenants/index.ts";
import type { LiveBoards } from "./live-board.effects.ts";
import type { LiveBoard, LiveChange } from "./live-board.shared.ts";

const config = { access: "call.read" } as const;
const tags = ["calls"];

/**
 * Event streams of the calls in progress, and of changes of the call list. Each refresh sends a message, changed or not: a screen that receives none
 * for some seconds can mark its data as stale.
 */
export function addLiveCallRoutes(app: Http, kit: Pick<Kit, "live">, boards: LiveBoards): void {
  app.get(
    "/api/service/calls/live",
    { config, schema: { tags, summary: "Calls in progress, as they change" } },
    (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, "call.read");
      const stream = kit.live.open(request, reply);
      if (stream !== undefined) stream.onClose(boards.listen(tenantId, changesTo(stream)));
    },
  );
  app.get(
    "/api/service/calls/changes",
    { config, schema: { tags, summary: "Whenever a call has ended" } },
    (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, "call.read");
      const stream = kit.live.open(request, reply);
      if (stream === undefined) return;
      let told: string | undefined;
      const unlisten = boards.listen(tenantId, ({ recordsMark, board: { atMs } }) => {
        if (recordsMark !== told) stream.send("changed", { atMs });
        told = recordsMark;
      });
      stream.onClose(unlisten);
    },
  );
}

/** Sends the changes since the previous message of this stream. */
function changesTo(stream: LiveStream): (look: { readonly board: LiveBoard }) => void {
  let told: ReadonlyMap<string, string> | undefined;
  return ({ board: { atMs, total, calls, lines } }) => {
    const now = new Map(calls.map((call) => [call.id, JSON.stringify(call)]));
    const change: LiveChange = {
      atMs,
      total,
      lines,
      isWhole: told === undefined,
      calls: calls.filter(({ id }) => told?.get(id) !== now.get(id)),
      gone: [...(told?.keys() ?? [])].filter((id) => !now.has(id)),
    };
    stream.send("calls", change);
    told = now;
  };
}
