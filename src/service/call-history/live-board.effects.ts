import { setTimeout as delay } from "node:timers/promises";
import { type DatabaseTransaction, type Following, follow, inTenant } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { namesOf } from "./call-view.store.ts";
import type { LiveBoard, LiveCallView } from "./live-board.shared.ts";
import { eventsSince, linesOf, openCalls, recordsMark } from "./live-board.store.ts";
import { beginLive, channelsInUse, type LiveCall, liveState, withLiveEvent } from "./live-call.ts";

/** What a look found: the board, and a mark that changes whenever a record is added. */
export interface Look {
  readonly board: LiveBoard;
  readonly recordsMark: string;
}

/** Tells listeners of a tenant what each look found. */
export interface LiveBoards {
  listen(tenantId: string, listener: (look: Look) => void): () => void;
  close(): void;
}

const POLL_MS = 1_000;
/** Under load news comes every few milliseconds; more looks than five a second show nobody more. */
const LOOK_GAP_MS = 200;

interface Board {
  readonly listeners: Set<(look: Look) => void>;
  readonly following: Following;
  calls: ReadonlyMap<string, LiveCall>;
  last: Look | undefined;
}

/**
 * Keeps the calls in progress of each tenant that somebody watches. One look serves all who watch: on news, and every
 * second besides; of each call only the events that are new are read.
 */
export function openLiveBoards(kit: Pick<Kit, "db" | "news" | "clock" | "log">): LiveBoards {
  const boards = new Map<string, Board>();
  const open = (tenantId: string): Board => {
    const look = async () => {
      const known = boards.get(tenantId);
      if (known === undefined) return;
      const found = await inTenant(kit.db, tenantId, (trx) => lookAt(trx, known.calls));
      known.calls = found.calls;
      known.last = { ...found, board: { ...found.board, atMs: kit.clock.nowMs() } };
      for (const listener of known.listeners) listener(known.last);
      await delay(LOOK_GAP_MS);
    };
    const following = follow({
      look,
      everyMs: POLL_MS,
      onFault: (error) => kit.log.warn({ err: error }, "calls.look-failed"),
      wokenBy: { news: kit.news, channel: "call-events" },
    });
    return { listeners: new Set(), following, calls: new Map(), last: undefined };
  };
  return {
    listen: (tenantId, listener) => {
      const board = boards.get(tenantId) ?? open(tenantId);
      boards.set(tenantId, board);
      board.listeners.add(listener);
      if (board.last !== undefined) listener(board.last);
      board.following.wake();
      return () => {
        board.listeners.delete(listener);
        if (board.listeners.size > 0) return;
        board.following.close();
        boards.delete(tenantId);
      };
    },
    close: () => {
      for (const { following } of boards.values()) following.close();
      boards.clear();
    },
  };
}

async function lookAt(trx: DatabaseTransaction, known: ReadonlyMap<string, LiveCall>) {
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
  const names = await namesOf(trx, { phones: idsOf("phoneId"), trunks: idsOf("trunkId") });
  return [...calls].map(([id, call]) => {
    const { direction, code, caller, called, beganAtMs, sinceMs, from, to } = call;
    const all = [from, ...to.values()];
    return {
      ...{ id, direction, code, caller, called, beganAtMs, sinceMs },
      state: liveState(call),
      phones: all.flatMap(({ phoneId }) => names.phones.get(phoneId ?? "") ?? []),
      trunks: all.flatMap(({ trunkId }) => names.trunks.get(trunkId ?? "") ?? []),
    };
  });
}
