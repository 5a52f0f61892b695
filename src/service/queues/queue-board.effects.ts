import { setTimeout as delay } from "node:timers/promises";
import { type Following, follow, inTenant } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { QueueBoard } from "./contract.ts";
import { boardOf } from "./queue-board.store.ts";
import { QUEUES_CHANGED } from "./queue-log.effects.ts";

const POLL_MS = 1_000;
/** Under load news comes every few milliseconds; more looks than five a second show nobody more. */
const LOOK_GAP_MS = 200;

/** Tells listeners of a tenant what each look found. */
export interface QueueBoards {
  listen(tenantId: string, listener: (board: QueueBoard) => void): () => void;
  close(): void;
}

interface Watched {
  readonly listeners: Set<(board: QueueBoard) => void>;
  readonly following: Following;
  last: QueueBoard | undefined;
}

/** Keeps the board of each tenant that somebody watches: one look, on news and every second besides, serves all. */
export function openQueueBoards(kit: Pick<Kit, "db" | "news" | "clock" | "log">): QueueBoards {
  const watched = new Map<string, Watched>();
  const open = (tenantId: string): Watched => {
    const look = async () => {
      const known = watched.get(tenantId);
      if (known === undefined) return;
      known.last = boardView(await inTenant(kit.db, tenantId, boardOf), kit.clock.nowMs());
      for (const listener of known.listeners) listener(known.last);
      await delay(LOOK_GAP_MS);
    };
    const following = follow({
      look,
      everyMs: POLL_MS,
      onFault: (error) => kit.log.warn({ err: error }, "queues.look-failed"),
      wokenBy: { news: kit.news, channel: QUEUES_CHANGED },
    });
    return { listeners: new Set(), following, last: undefined };
  };
  return {
    listen: (tenantId, listener) => {
      const board = watched.get(tenantId) ?? open(tenantId);
      watched.set(tenantId, board);
      board.listeners.add(listener);
      if (board.last !== undefined) listener(board.last);
      board.following.wake();
      return () => {
        board.listeners.delete(listener);
        if (board.listeners.size > 0) return;
        board.following.close();
        watched.delete(tenantId);
      };
    },
    close: () => {
      for (const { following } of watched.values()) following.close();
      watched.clear();
    },
  };
}

function boardView(found: Awaited<ReturnType<typeof boardOf>>, atMs: number): QueueBoard {
  const { timeZone, queues, contacts, agents } = found;
  return {
    ...{ atMs, timeZone },
    queues: queues.map(({ longestSince, ...queue }) => ({
      ...queue,
      longestSince: longestSince === null ? null : longestSince.toISOString(),
    })),
    contacts: contacts.map(({ joinedAt, ...contact }) => ({ ...contact, joinedAt: joinedAt.toISOString() })),
    agents: agents.map(({ since, ...agent }) => ({ ...agent, since: since.toISOString() })),
  };
}
