import type { Clock } from "../../kernel/index.ts";
import { type Database, inTenant, type News } from "../../platform/database/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import { DESK_SEEN_MS, noteDesks } from "./message-contact.store.ts";
import { QUEUE_WISHES } from "./queue-desk.effects.ts";

const BEAT_MS = 15_000;
/** A page that is loaded again, or whose connection broke, has so long to come back. */
const BACK_MS = 10_000;

/** Which agents have their desk open on a page of this process. */
export interface DeskPresence {
  /** A page was opened; the answer is called when it is gone. Safe to call twice. */
  open(tenantId: string, agentId: string): () => void;
  close(): void;
}

interface PresenceBase {
  readonly db: Database;
  readonly news: News;
  readonly clock: Clock;
  readonly log: Log;
}

/** Follows the pages of desks: what was written goes only to somebody who can read it. */
export function openDeskPresence(base: PresenceBase): DeskPresence {
  const pages = new Map<string, Map<string, number>>();
  const note = (tenantId: string, agentIds: readonly string[], forMs: number): void => {
    if (agentIds.length === 0) return;
    const until = new Date(base.clock.nowMs() + forMs);
    inTenant(base.db, tenantId, (trx) => noteDesks(trx, { tenantId, agentIds, until }))
      .then(() => base.news.announce(QUEUE_WISHES))
      .catch((error: unknown) => base.log.warn({ err: error, tenantId }, "desk-presence.not-noted"));
  };
  const beating = setInterval(() => {
    for (const [tenantId, own] of pages) note(tenantId, [...own.keys()], DESK_SEEN_MS);
  }, BEAT_MS);
  beating.unref();
  return {
    open: (tenantId, agentId) => {
      const own = pages.get(tenantId) ?? new Map<string, number>();
      pages.set(tenantId, own);
      own.set(agentId, (own.get(agentId) ?? 0) + 1);
      note(tenantId, [agentId], DESK_SEEN_MS);
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
