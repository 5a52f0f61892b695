import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import { openWatches, type Watches } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { namesOf } from "./call-view.store.ts";
import type { LiveBoard, LiveCallView } from "./live-board.shared.ts";
import { eventsSince, linesOf, openCalls, recordsMark } from "./live-board.store.ts";
import { beginLive, channelsInUse, type LiveCall, liveState, withLiveEvent } from "./live-call.ts";

/** A snapshot: the live view, its calls, and a fingerprint that changes whenever a call detail record is added. */
export interface BoardSnapshot {
  readonly board: LiveBoard;
  readonly calls: ReadonlyMap<string, LiveCall>;
  readonly recordsMark: string;
}

/** The calls in progress of tenants, by the tenant's id. */
export type LiveBoards = Watches<BoardSnapshot>;

/** Maintains the calls in progress of each tenant with an open live view; of each call only new events are read. */
export function openLiveBoards(kit: Pick<Kit, "db" | "changeFeed" | "clock" | "log">): LiveBoards {
  return openWatches<BoardSnapshot>({
    look: async (tenantId, before) => {
      const found = await inTenant(kit.db, tenantId, (trx) => readBoardSnapshot(trx, before?.calls ?? new Map()));
      return { ...found, board: { ...found.board, atMs: kit.clock.nowMs() } };
    },
    onFault: (error) => kit.log.warn({ err: error }, "calls.look-failed"),
    wokenBy: { changeFeed: kit.changeFeed, channel: "call-events" },
  });
}

async function readBoardSnapshot(trx: DatabaseTransaction, known: ReadonlyMap<string, LiveCall>) {
  const { ids, total } = await openCalls(trx);
  const fresh = await eventsSince(
    trx,
    ids.map((callId) => ({ callId, sequence: known.get(callId)?.sequence ?? -1 })),
  );
  const calls = new Map<string, LiveCall>();
  for (const id of ids) {
    const call = known.get(id);
    if (call !== undefined) calls.set(id, call);
  }
  for (const { callId, event } of fresh) {
    const before = calls.get(callId);
    const next = before === undefined ? beginLive(event) : withLiveEvent(before, event);
    if (next !== undefined) calls.set(callId, next);
  }
  const lines = await linesOf(trx);
  const inUse = channelsInUse(calls.values());
  const board = {
    total,
    calls: await viewCalls(trx, calls),
    lines: lines.map(({ id, name, channelsMax, isOn }) => ({
      id,
      name,
      isOn,
      max: channelsMax,
      used: inUse.get(id) ?? 0,
    })),
  };
  return { calls, board, recordsMark: await recordsMark(trx) };
}

async function viewCalls(
  trx: DatabaseTransaction,
  calls: ReadonlyMap<string, LiveCall>,
): Promise<readonly LiveCallView[]> {
  const sides = [...calls.values()].flatMap(({ from, to }) => [from, ...to.values()]);
  const idsOf = (key: "phoneId" | "trunkId") => [...new Set(sides.flatMap((side) => side[key] ?? []))];
  const ofSupervisors = [...calls.values()].flatMap(({ supervision }) => supervision?.phoneId ?? []);
  const names = await namesOf(trx, { phones: [...idsOf("phoneId"), ...ofSupervisors], trunks: idsOf("trunkId") });
  return [...calls].map(([id, call]) => {
    const { direction, code, caller, called, beganAtMs, sinceMs, from, to } = call;
    const all = [from, ...to.values()];
    return {
      id,
      direction,
      code,
      caller,
      called,
      beganAtMs,
      sinceMs,
      state: liveState(call),
      phones: all.flatMap(({ phoneId }) => names.phones.get(phoneId ?? "") ?? []),
      trunks: all.flatMap(({ trunkId }) => names.trunks.get(trunkId ?? "") ?? []),
      supervision: supervisionOf(call, names.phones),
    };
  });
}

function supervisionOf(
  { supervision }: LiveCall,
  phones: Awaited<ReturnType<typeof namesOf>>["phones"],
): LiveCallView["supervision"] {
  if (supervision === null) return null;
  const { mode, isThere, phoneId } = supervision;
  return { mode, isThere, phone: phones.get(phoneId) ?? null };
}
