import { inTenant } from "../../../platform/database/index.ts";
import { openWatches, type Watches } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { QueueBoard } from "./contract.ts";
import { boardOf } from "./queue-board.store.ts";
import { QUEUES_CHANGED } from "./routing/queue-event.ts";

/** The live state of tenants' queues, by the tenant's id. */
export type QueueBoards = Watches<QueueBoard>;

/** Maintains the live state of each tenant with an open view. */
export function openQueueBoards(kit: Pick<Kit, "db" | "changeFeed" | "clock" | "log">): QueueBoards {
  return openWatches<QueueBoard>({
    look: async (tenantId) => boardView(await inTenant(kit.db, tenantId, boardOf), kit.clock.nowMs()),
    onFault: (error) => kit.log.warn({ err: error }, "queues.look-failed"),
    wokenBy: { changeFeed: kit.changeFeed, channel: QUEUES_CHANGED },
  });
}

function boardView(found: Awaited<ReturnType<typeof boardOf>>, atMs: number): QueueBoard {
  const { timeZone, queues, contacts, agents } = found;
  return {
    atMs,
    timeZone,
    queues: queues.map(({ longestSince, ...queue }) => ({
      ...queue,
      longestSince: longestSince === null ? null : longestSince.toISOString(),
    })),
    contacts: contacts.map(({ joinedAt, ...contact }) => ({ ...contact, joinedAt: joinedAt.toISOString() })),
    agents: agents.map(({ since, ...agent }) => ({ ...agent, since: since.toISOString() })),
  };
}
