/** Tiles of a wallboard: the metrics that they show, and their positions on the grid. */

/** The grid of every wallboard; a screen shows it without scrolling. */
export const GRID = { columns: 6, rows: 4 } as const;
/** The maximum of tiles on one wallboard: one for each cell. */
export const TILES_MAX = GRID.columns * GRID.rows;

/** The kinds of tiles, in the order in which a form offers them. */
export const TILE_KINDS = [
  "waiting",
  "longest-wait",
  "agents",
  "level-today",
  "answered-today",
  "abandoned-today",
  "calls",
  "queues",
  "agent-list",
  "clock",
  "message",
] as const;

/** One of `TILE_KINDS`. */
export type TileKind = (typeof TILE_KINDS)[number];

/** The position of a tile: cells from the upper left one, which is column 1 of row 1. */
export interface TilePlace {
  readonly column: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
}

/** The thresholds from which a tile is highlighted, and from which it counts as critical. A share is in per cent, a wait in seconds. */
export interface TileLimits {
  readonly near: number;
  readonly over: number;
}

/** A tile as stored. */
export interface Tile extends TilePlace {
  readonly id: string;
  readonly kind: TileKind;
  /** The queue of the tile; null for all. */
  readonly queueId: string | null;
  readonly limits: TileLimits | null;
}

/** The properties of a kind of tile: whether it can show one queue, its thresholds, and its smallest legible size. */
export interface KindRule {
  readonly mayNameQueue: boolean;
  /** Null without thresholds; `above`: large values are bad. */
  readonly limits: "above" | "below" | null;
  readonly least: { readonly width: number; readonly height: number };
  readonly usual: { readonly width: number; readonly height: number };
}

const FIGURE = { least: { width: 1, height: 1 }, usual: { width: 2, height: 1 } } as const;

/** The rules of each kind. */
export const KIND_RULES: Readonly<Record<TileKind, KindRule>> = {
  waiting: { mayNameQueue: true, limits: "above", ...FIGURE },
  "longest-wait": { mayNameQueue: true, limits: "above", ...FIGURE },
  agents: {
    mayNameQueue: true,
    limits: null,
    least: { width: 2, height: 1 },
    usual: { width: 3, height: 1 },
  },
  "level-today": { mayNameQueue: true, limits: "below", ...FIGURE },
  "answered-today": { mayNameQueue: true, limits: null, ...FIGURE },
  "abandoned-today": { mayNameQueue: true, limits: "above", ...FIGURE },
  calls: { mayNameQueue: false, limits: "above", ...FIGURE },
  queues: {
    mayNameQueue: false,
    limits: null,
    least: { width: 3, height: 2 },
    usual: { width: 4, height: 2 },
  },
  "agent-list": {
    mayNameQueue: true,
    limits: null,
    least: { width: 2, height: 2 },
    usual: { width: 2, height: 2 },
  },
  clock: { mayNameQueue: false, limits: null, ...FIGURE },
  message: {
    mayNameQueue: false,
    limits: null,
    least: { width: 2, height: 1 },
    usual: { width: 4, height: 1 },
  },
};

/** The faults of the tiles of a wallboard. */
export type TilesFault = "wallboard-tiles-overlap" | "wallboard-tile-outside" | "wallboard-tile-wrong";

/** Whether two positions share a cell. */
export function overlap(one: TilePlace, other: TilePlace): boolean {
  return (
    one.column < other.column + other.width &&
    other.column < one.column + one.width &&
    one.row < other.row + other.height &&
    other.row < one.row + one.height
  );
}

/** Whether a position is within the grid. */
function isInside({ column, row, width, height }: TilePlace): boolean {
  return column >= 1 && row >= 1 && column + width - 1 <= GRID.columns && row + height - 1 <= GRID.rows;
}

/** The first fault of tiles; null when they are valid. */
export function tilesFault(tiles: readonly Tile[]): TilesFault | null {
  const [ids, clocked] = [new Set(tiles.map(({ id }) => id)), tiles.every(isRight)];
  if (ids.size !== tiles.length || !clocked) return "wallboard-tile-wrong";
  if (!tiles.every(isInside)) return "wallboard-tile-outside";
  const meet = tiles.some((one, index) => tiles.slice(index + 1).some((other) => overlap(one, other)));
  return meet ? "wallboard-tiles-overlap" : null;
}

function isRight({ kind, queueId, limits, width, height }: Tile): boolean {
  const rule = KIND_RULES[kind];
  if (queueId !== null && !rule.mayNameQueue) return false;
  if (limits !== null && (rule.limits === null || !areInOrder(limits, rule.limits))) return false;
  return width >= rule.least.width && height >= rule.least.height;
}

function areInOrder({ near, over }: TileLimits, direction: "above" | "below"): boolean {
  return direction === "above" ? near <= over : near >= over;
}

/** The tiles with one of them moved or resized; undefined when it does not fit there. */
export function placed(tiles: readonly Tile[], id: string, to: Partial<TilePlace>): readonly Tile[] | undefined {
  const moved = tiles.map((tile) => (tile.id === id ? { ...tile, ...to } : tile));
  return tilesFault(moved) === null ? moved : undefined;
}

/** The first free position for a tile of this kind, row by row: in the usual size, otherwise in the smallest one. */
export function freePlace(tiles: readonly Tile[], kind: TileKind): TilePlace | undefined {
  const { usual, least } = KIND_RULES[kind];
  return firstPlace(tiles, usual) ?? firstPlace(tiles, least);
}

function firstPlace(tiles: readonly Tile[], size: Pick<TilePlace, "width" | "height">): TilePlace | undefined {
  for (let row = 1; row <= GRID.rows; row += 1)
    for (let column = 1; column <= GRID.columns; column += 1) {
      const place = { column, row, ...size };
      if (isInside(place) && !tiles.some((tile) => overlap(tile, place))) return place;
    }
  return undefined;
}

/** The level of a value against the thresholds of its tile: shown as shape, word and colour. */
export type TileLevel = "fine" | "near" | "over";

/** The level of a value; null without a value or thresholds. */
export function tileLevel({ kind, limits }: Pick<Tile, "kind" | "limits">, value: number | null): TileLevel | null {
  const { limits: direction } = KIND_RULES[kind];
  if (limits === null || direction === null || value === null) return null;
  const reaches = (limit: number) => (direction === "above" ? value >= limit : value <= limit);
  if (reaches(limits.over)) return "over";
  return reaches(limits.near) ? "near" : "fine";
}
