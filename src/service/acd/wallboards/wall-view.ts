import { addCounts, type Counts, DEFAULT_SERVICE_LEVEL, figuresOf } from "../reports/index.ts";
import { type AcdMetrics, agentCounts, agentsIn, countedAs, longestSince, queuesOf, waitingIn } from "./acd-metrics.ts";
import type { WallTile, WallView } from "./contract.ts";
import type { Tile } from "./tile.shared.ts";

/** The maximum of rows in a tile's list; a screen shows as many as fit. */
const ROWS_MAX = { queues: 16, agents: 40 } as const;

/** A wallboard as stored. */
export interface StoredWallboard {
  readonly id: string;
  readonly name: string;
  readonly showsAgentNames: boolean;
  readonly tiles: readonly Tile[];
  readonly message: string;
}

/** The content of a wallboard's screens for these metrics. */
export function wallView(figures: AcdMetrics, board: StoredWallboard): WallView {
  const { sequence, atMs, timeZone } = figures;
  return {
    sequence,
    atMs,
    timeZone,
    name: board.name,
    tiles: board.tiles.map((tile) => wallTile(figures, board, tile)),
  };
}

function wallTile(figures: AcdMetrics, board: StoredWallboard, { queueId, ...tile }: Tile): WallTile {
  const queue = figures.queues.find(({ id }) => id === queueId);
  if (queueId !== null && queue === undefined) return { ...tile, queueName: null, figure: { is: "gone" } };
  return { ...tile, queueName: queue?.name ?? null, figure: FIGURES[tile.kind]({ figures, queueId, board }) };
}

interface TileContext {
  readonly figures: AcdMetrics;
  readonly queueId: string | null;
  readonly board: StoredWallboard;
}

const FIGURES: Readonly<Record<Tile["kind"], (tileContext: TileContext) => WallTile["figure"]>> = {
  waiting: ({ figures, queueId }) => ({ is: "count", value: waitingIn(figures, queueId) }),
  "longest-wait": ({ figures, queueId }) => ({ is: "since", sinceMs: longestSince(figures, queueId) }),
  agents: ({ figures, queueId }) => ({ is: "agents", ...agentCounts(figures, queueId) }),
  "level-today": ({ figures, queueId }) => ({
    is: "share",
    percent: percentOf(figuresOf(todayOf(figures, queueId)).levelAll),
    withinMs: DEFAULT_SERVICE_LEVEL.withinMs,
  }),
  "answered-today": ({ figures, queueId }) => ({ is: "count", value: todayOf(figures, queueId).answered }),
  "abandoned-today": ({ figures, queueId }) => ({ is: "count", value: todayOf(figures, queueId).abandoned }),
  calls: ({ figures }) => ({ is: "count", value: figures.calls }),
  queues: ({ figures }) => queueRows(figures),
  "agent-list": agentRows,
  clock: () => ({ is: "clock" }),
  message: ({ board }) => ({ is: "message", text: board.message }),
};

/** Today's counts of one queue, or of all. */
function todayOf({ today }: Pick<AcdMetrics, "today">, queueId: string | null): Counts {
  return addCounts(today.flatMap((one) => (queueId === null || one.queueId === queueId ? [one.counts] : [])));
}

/** Whole per cent, rounded down: 79.9 does not reach a goal of 80. */
function percentOf(part: number | null): number | null {
  return part === null ? null : Math.floor(part * 100);
}

/** When not all queues fit, those with waiting callers come first. */
function queueRows(figures: AcdMetrics): WallTile["figure"] {
  const all = queuesOf(figures, null);
  const first = all.filter(({ waiting }) => waiting > 0);
  const told = all.length > ROWS_MAX.queues ? [...first, ...all.filter(({ waiting }) => waiting === 0)] : all;
  return {
    is: "queues",
    items: told.slice(0, ROWS_MAX.queues).map(({ id, name, isOpen, waiting, longestSinceMs }) => ({
      name,
      isOpen,
      waiting,
      sinceMs: longestSinceMs,
      ready: agentCounts(figures, id).ready,
    })),
    more: Math.max(0, all.length - ROWS_MAX.queues),
  };
}

function agentRows({ figures, queueId, board }: TileContext): WallTile["figure"] {
  const all = agentsIn(figures, queueId);
  return {
    is: "agent-list",
    items: all.slice(0, ROWS_MAX.agents).map(({ name, state, sinceMs }) => ({
      name: board.showsAgentNames ? name : null,
      state: countedAs(state),
      sinceMs,
    })),
    more: Math.max(0, all.length - ROWS_MAX.agents),
  };
}
