import type { Clock } from "../../../../kernel/index.ts";
import { type ChangeFeed, type Database, inTenant } from "../../../../platform/database/index.ts";
import type { Log } from "../../../../platform/telemetry/index.ts";
import { QUEUE_COMMANDS } from "../acd-engine.effects.ts";
import { DESKTOP_SEEN_MS, recordOpenDesktops } from "../message-contact.store.ts";

const BEAT_MS = 15_000;
/** The time that a reloaded or disconnected page may take to come back: longer than a beat, in which another process reports that it has the page. */
const BACK_MS = 20_000;

/** The agents with an open agent desktop on a page of this process. */
export interface DesktopPresence {
  /** Records an opened page; call the returned function when it is closed. Safe to call twice. */
  open(tenantId: string, agentId: string): () => void;
  close(): void;
}

interface PresenceBase {
  readonly db: Database;
  readonly changeFeed: ChangeFeed;
  readonly clock: Clock;
  readonly log: Log;
  /** Stores until when agent desktops are open; by default in the database. */
  readonly write?: (noted: {
    readonly tenantId: string;
    readonly agentIds: readonly string[];
    readonly until: Date;
  }) => Promise<void>;
}

/** Tracks the open agent desktops, since messages are offered only to agents who can read them. */
export function openDesktopPresence(base: PresenceBase): DesktopPresence {
  const pages = new Map<string, Map<string, number>>();
  const note = openNoting(base);
  const beating = setInterval(() => {
    for (const [tenantId, own] of pages) note(tenantId, [...own.keys()], DESKTOP_SEEN_MS);
  }, BEAT_MS);
  beating.unref();
  return {
    open: (tenantId, agentId) => {
      const own = pages.get(tenantId) ?? new Map<string, number>();
      pages.set(tenantId, own);
      own.set(agentId, (own.get(agentId) ?? 0) + 1);
      note(tenantId, [agentId], DESKTOP_SEEN_MS);
      let isOpen = true;
      return () => {
        if (!isOpen) return;
        isOpen = false;
        const left = (own.get(agentId) ?? 1) - 1;
        if (left > 0) return void own.set(agentId, left);
        own.delete(agentId);
        if (own.size === 0) pages.delete(tenantId);
        note(tenantId, [agentId], BACK_MS);
      };
    },
    close: () => clearInterval(beating),
  };
}

/** Writes of one call centre are serialised, with the newest value of each agent, so that an older value never overwrites a later one. */
function openNoting(base: PresenceBase): (tenantId: string, agentIds: readonly string[], forMs: number) => void {
  const waiting = new Map<string, Map<string, number>>();
  const writing = new Set<string>();
  const write = base.write ?? ((noted) => inTenant(base.db, noted.tenantId, (trx) => recordOpenDesktops(trx, noted)));
  const writeAll = async (tenantId: string): Promise<void> => {
    for (let own = waiting.get(tenantId); own !== undefined; own = waiting.get(tenantId)) {
      waiting.delete(tenantId);
      for (const [forMs, all] of Map.groupBy(own, ([, ms]) => ms)) {
        const until = new Date(base.clock.nowMs() + forMs);
        await write({ tenantId, agentIds: all.map(([agentId]) => agentId), until })
          .then(() => base.changeFeed.announce(QUEUE_COMMANDS))
          .catch((error: unknown) => base.log.warn({ err: error, tenantId }, "desk-presence.not-noted"));
      }
    }
    writing.delete(tenantId);
  };
  return (tenantId, agentIds, forMs) => {
    if (agentIds.length === 0) return;
    const own = waiting.get(tenantId) ?? new Map<string, number>();
    waiting.set(tenantId, own);
    for (const agentId of agentIds) own.set(agentId, forMs);
    if (writing.has(tenantId)) return;
    writing.add(tenantId);
    writeAll(tenantId).catch((error: unknown) => base.log.warn({ err: error, tenantId }, "desk-presence.not-noted"));
  };
}
