/** Tiles of a wallboard: what each may show, and where they stand on the grid. */

/** The grid of every board; a screen shows it without scrolling. */
export const GRID = { columns: 6, rows: 4 } as const;
/** Tiles of one board at the most: one for each cell. */
export const TILES_MAX = GRID.columns * GRID.rows;

/** What a tile can show, in the order in which a form offers it. */
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

/** Where a tile stands: cells from the upper left one, which is column 1 of row 1. */
export interface TilePlace {
  readonly column: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
}

/** From which value on a tile stands out, and from which it calls for help. A share is per cent, a wait is seconds. */
export interface TileLimits {
  readonly near: number;
  readonly over: number;
}

/** A tile as it is kept. */
export interface Tile extends TilePlace {
  readonly id: string;
  readonly kind: TileKind;
  /** The queue it is about; null for all. */
  readonly queueId: string | null;
  readonly limits: TileLimits | null;
}

/** What a kind of tile can be: about one queue, with limits, and the smallest it is read at. */
export interface KindRule {
  readonly mayNameQueue: boolean;
  /** Null without limits; `above`: large values are bad. */
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

/** What is wrong with the tiles of a board. */
export type TilesFault = "wallboard-tiles-overlap" | "wallboard-tile-outside" | "wallboard-tile-wrong";

/** Whether two places share a cell. */
export function overlap(one: TilePlace, other: TilePlace): boolean {
  return (
    one.column < other.column + other.width &&
    other.column < one.column + one.width &&
    one.row < other.row + other.height &&
    other.row < one.row + one.height
  );
}

/** Whether a place lies on the grid. */
function isInside({ column, row, width, height }: TilePlace): boolean {
  return column >= 1 && row >= 1 && column + width - 1 <= GRID.columns && row + height - 1 <= GRID.rows;
}

/** The first fault of tiles; null when they stand. */
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

/** The tiles with one of them elsewhere or of another size; undefined where it cannot stand there. */
export function placed(tiles: readonly Tile[], id: string, to: Partial<TilePlace>): readonly Tile[] | undefined {
  const moved = tiles.map((tile) => (tile.id === id ? { ...tile, ...to } : tile));
  return tilesFault(moved) === null ? moved : undefined;
}

/** The first place, read like a page, where a tile of this kind fits: as large as usual, else as small as it may be. */
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

/** How a value stands to the limits of its tile: shown as shape and word, and as colour. */
export type TileLevel = "fine" | "near" | "over";

/** How a value stands; null where there is nothing to judge. */
export function tileLevel({ kind, limits }: Pick<Tile, "kind" | "limits">, value: number | null): TileLevel | null {
  const { limits: direction } = KIND_RULES[kind];
  if (limits === null || direction === null || value === null) return null;
  const reaches = (limit: number) => (direction === "above" ? value >= limit : value <= limit);
  if (reaches(limits.over)) return "over";
  return reaches(limits.near) ? "near" : "fine";
}
