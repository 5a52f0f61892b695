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

/** A snapshot of a call centre: the content of its wallboards, and the valid links. */
export interface Wall {
  /** The content of a wallboard's screens; undefined when the wallboard does not exist. Serialised once for all of them. */
  readonly told: (wallboardId: string) => SnapshotFrame | undefined;
  readonly view: (wallboardId: string) => WallView | undefined;
  readonly links: ReadonlySet<string>;
}

/** The snapshots of call centres with a connected screen, by the call centre's id; null for one that is closed. */
export type Walls = Watches<(Wall & { readonly looked: AcdMetricsSnapshot }) | null>;

/** Maintains the snapshot of each call centre with a connected screen. */
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

/** The event id is a digest of the content: a screen that reconnects with the same id receives no repetition. */
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
