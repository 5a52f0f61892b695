/** Labels of tiles, and styles of their levels. */
import type { WallTile } from "../../../../src/service/acd/wallboards/contract.ts";
import { GRID, type TileLevel, tileLevel } from "../../../../src/service/acd/wallboards/tile.shared.ts";
import type { Shape, Tone } from "../../parts/badges.tsx";

/** Shape and tone of a level; its label stands beside them. */
export const LEVEL_STYLES: Readonly<Record<TileLevel, { readonly shape: Shape; readonly tone: Tone }>> = {
  fine: { shape: "disc", tone: "good" },
  near: { shape: "triangle", tone: "wait" },
  over: { shape: "cross", tone: "bad" },
};

/** The value of a tile that is compared with its limits; null where there is none. Waits grow with `nowMs`. */
function judgedValue({ figure }: Pick<WallTile, "figure">, nowMs: number): number | null {
  if (figure.is === "count") return figure.value;
  if (figure.is === "share") return figure.percent;
  if (figure.is === "since") return figure.sinceMs === null ? 0 : Math.max(0, nowMs - figure.sinceMs) / 1_000;
  return null;
}

/** The level of a tile; null for tiles without limits. */
export function levelOf(tile: Pick<WallTile, "kind" | "limits" | "figure">, nowMs: number): TileLevel | null {
  return tileLevel(tile, judgedValue(tile, nowMs));
}

/** Shares of the screen's height: a row of a list, and the header above the rows of a tile. */
const ROW_SHARE = 0.047;
const HEAD_SHARE = { queues: 0.105, "agent-list": 0.062 } as const;
const QUEUE_NAME_SHARE = 0.039;
const GRID_SHARE = 0.93;

/** The number of list rows that fit into a tile. */
export function rowsFor({ kind, height, queueName }: Pick<WallTile, "kind" | "height" | "queueName">): number {
  const head = HEAD_SHARE[kind === "queues" ? "queues" : "agent-list"] + (queueName === null ? 0 : QUEUE_NAME_SHARE);
  return Math.max(1, Math.floor(((height / GRID.rows) * GRID_SHARE - head) / ROW_SHARE));
}

/** The visible items of a list and the number of hidden ones; the line with that number needs a row too. */
export function shownRows<Item>(
  items: readonly Item[],
  { more, rows }: { readonly more: number; readonly rows: number },
): { readonly shown: readonly Item[]; readonly left: number } {
  if (items.length + more <= rows) return { shown: items, left: more };
  const shown = items.slice(0, Math.max(0, rows - 1));
  return { shown, left: items.length + more - shown.length };
}
