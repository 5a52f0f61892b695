import { inTenant } from "../../../../platform/database/index.ts";
import { openWatches, type Watches } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { QUEUES_CHANGED } from "../routing/queue-event.ts";
import type { DesktopState } from "./agent-desktop.shared.ts";
import { readDesktopRows } from "./agent-desktop.store.ts";

/** A snapshot of the agent desktops of a call centre, without logged-out agents. */
export interface DesktopsSnapshot {
  readonly atMs: number;
  readonly desks: ReadonlyMap<string, Pick<DesktopState, "standing" | "caller">>;
}

/** The agent desktops of call centres, by the tenant's id. */
export type DesktopMonitors = Watches<DesktopsSnapshot>;

/** Maintains the snapshot of each call centre with an open agent desktop: one refresh serves all of them. */
export function openDesktopMonitors(kit: Pick<Kit, "db" | "changeFeed" | "clock" | "log">): DesktopMonitors {
  return openWatches<DesktopsSnapshot>({
    look: async (tenantId) => {
      const rows = await inTenant(kit.db, tenantId, readDesktopRows);
      return { atMs: kit.clock.nowMs(), desks: new Map(rows.map((row) => [row.agentId, toDesktopState(row)])) };
    },
    onFault: (error) => kit.log.warn({ err: error }, "desks.look-failed"),
    wokenBy: { changeFeed: kit.changeFeed, channel: QUEUES_CHANGED },
  });
}

type Caller = NonNullable<DesktopState["caller"]>;

/** The talk state according to the events of the call; null for a plain talk. */
function talkOf({ talk, talkAt }: Awaited<ReturnType<typeof readDesktopRows>>[number]): Caller["talk"] {
  if (talk === null || talkAt === null) return null;
  // The value was written from this shape.
  const { state, target, status } = talk as unknown as Omit<NonNullable<Caller["talk"]>, "since">;
  return state === "talking" ? null : { state, target, status, since: talkAt.toISOString() };
}

function toDesktopState(
  row: Awaited<ReturnType<typeof readDesktopRows>>[number],
): Pick<DesktopState, "standing" | "caller"> {
  const { state, reason, phoneId, since, untilMs, nextIs, nextReason, contactId, sittingId } = row;
  const { openId, caller, called, kind, joinedAt, priority, queueId, queueName } = row;
  const until = untilMs === null ? null : new Date(untilMs).toISOString();
  const next = nextIs === null ? null : { is: nextIs, reason: nextReason };
  const standing = { state, reason, phoneId, since: since.toISOString(), until, next, contactId, sittingId };
  if (openId === null || caller === null || called === null || queueId === null || joinedAt === null)
    return { standing, caller: null };
  return {
    standing,
    caller: {
      contactId: openId,
      caller,
      called,
      queueId,
      queueName: queueName ?? "–",
      kind: kind ?? "call",
      joinedAt: joinedAt.toISOString(),
      priority: priority ?? 0,
      talk: talkOf(row),
      supervision: row.supervision,
    },
  };
}
