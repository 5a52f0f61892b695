/** Wallboards as the HTTP API returns them, and defaults of the editor. */
import { queryOptions } from "@tanstack/react-query";
import type { Wallboard, WallboardForm } from "../../../../src/service/acd/wallboards/contract.ts";
import { KIND_RULES, type Tile, type TileKind } from "../../../../src/service/acd/wallboards/tile.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Wallboards = paths["/api/service/wallboards"]["get"]["responses"][200]["content"]["application/json"];

/** A board in the list. */
export type WallboardRow = Wallboards["items"][number];
/** A link of a board. */
export type WallLinkRow = Wallboard["links"][number];

/** The boards of the call centre by name. */
export const wallboardsQuery = queryOptions({
  queryKey: ["service", "wallboards"],
  queryFn: () => read<Wallboards>(api.GET("/api/service/wallboards")),
});

/** One board with its links. */
export const wallboardQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "wallboards", id],
    queryFn: () => read<Wallboard>(api.GET("/api/service/wallboards/{id}", { params: { path: { id } } })),
  });

const USUAL_LIMITS: Readonly<Partial<Record<TileKind, Tile["limits"]>>> = {
  waiting: { near: 5, over: 10 },
  "longest-wait": { near: 60, over: 120 },
  "level-today": { near: 85, over: 80 },
};

/** A new tile of a kind at a position. */
export function newTile(kind: TileKind, place: Partial<Tile>): Tile {
  const limits = USUAL_LIMITS[kind] ?? null;
  return {
    id: crypto.randomUUID(),
    kind,
    queueId: null,
    limits,
    column: 1,
    row: 1,
    ...KIND_RULES[kind].usual,
    ...place,
  };
}

/** The default tiles of a new board. */
export function usualBoard(name: string): WallboardForm {
  return {
    name,
    showsAgentNames: false,
    tiles: [
      newTile("waiting", { column: 1 }),
      newTile("longest-wait", { column: 3 }),
      newTile("level-today", { column: 5 }),
      newTile("agents", { row: 2, width: 4 }),
      newTile("answered-today", { row: 2, column: 5, width: 1 }),
      newTile("abandoned-today", { row: 2, column: 6, width: 1 }),
      newTile("queues", { row: 3 }),
      newTile("clock", { row: 3, column: 5 }),
      newTile("message", { row: 4, column: 5, width: 2 }),
    ],
  };
}
