import { createHash } from "node:crypto";
import { openWatches, type SnapshotFrame, type Watches } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { QUEUES_CHANGED } from "../queues/index.ts";
import type { AcdMetrics } from "./acd-metrics.ts";
import type { AcdMetricsSnapshot } from "./acd-metrics-snapshot.ts";
import type { WallView } from "./contract.ts";
import { type AcdEventLog, readAcdMetrics } from "./read-acd-metrics.effects.ts";
import { type StoredWallboard, wallView } from "./wall-view.ts";
import { linksInForce, listStoredWallboards } from "./wallboard.store.ts";

/** What one look at a call centre found: what its boards show, and the links that are in force. */
export interface Wall {
  /** What the screens of a board are told; undefined when there is no such board. Made once for all of them. */
  readonly told: (wallboardId: string) => SnapshotFrame | undefined;
  readonly view: (wallboardId: string) => WallView | undefined;
  readonly links: ReadonlySet<string>;
}

/** The walls of call centres that somebody watches, by the call centre's id; null for one that is closed. */
export type Walls = Watches<(Wall & { readonly looked: AcdMetricsSnapshot }) | null>;

/** Keeps the wall of each call centre that a screen shows. */
export function openWalls(kit: Pick<Kit, "db" | "changeFeed" | "clock" | "log">, log: AcdEventLog): Walls {
  return openWatches({
    look: async (tenantId, before) => {
      const now = new Date(kit.clock.nowMs());
      const look = { db: kit.db, log, tenantId, nowMs: now.getTime(), before: before?.looked };
      const found = await readAcdMetrics(look, async (trx) => ({
        boards: await listStoredWallboards(trx),
        links: await linksInForce(trx, now),
      }));
      if (found === undefined) return null;
      const { also, ...looked } = found;
      return { looked, links: also.links, ...tellingOf(looked.figures, also.boards) };
    },
    onFault: (error) => kit.log.warn({ err: error }, "wallboards.look-failed"),
    wokenBy: { changeFeed: kit.changeFeed, channel: QUEUES_CHANGED },
  });
}

function tellingOf(figures: AcdMetrics, boards: readonly StoredWallboard[]): Pick<Wall, "told" | "view"> {
  const made = new Map<string, SnapshotFrame>();
  const view: Wall["view"] = (wallboardId) => {
    const board = boards.find(({ id }) => id === wallboardId);
    return board === undefined ? undefined : wallView(figures, board);
  };
  const told: Wall["told"] = (wallboardId) => {
    const known = made.get(wallboardId);
    if (known !== undefined) return known;
    const seen = view(wallboardId);
    if (seen === undefined) return undefined;
    const one = toWallUpdate(seen);
    made.set(wallboardId, one);
    return one;
  };
  return { told, view };
}

/** The whole has a name made of what it shows: a screen that comes back says which it has, and is spared the same again. */
function toWallUpdate({ sequence, atMs, ...shown }: WallView): SnapshotFrame {
  const key = createHash("sha256").update(JSON.stringify(shown)).digest("base64url").slice(0, 22);
  return {
    key,
    whole: eventOf("wall", { sequence, atMs, ...shown }, key),
    beat: eventOf("same", { sequence, atMs }, key),
  };
}

function eventOf(event: string, data: object, id: string): Buffer {
  return Buffer.from(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}
