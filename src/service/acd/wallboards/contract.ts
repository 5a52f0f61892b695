import { z } from "zod";
import { GRID, TILE_KINDS, TILES_MAX } from "./tile.shared.ts";

/** The maximum of wallboards in one call centre. */
export const WALLBOARDS_MAX = 20;
/** The maximum of valid links of one wallboard. */
export const LINKS_MAX = 20;

const limit = z.number().int().min(0).max(1_000_000);

const tileSchema = z.strictObject({
  id: z.uuid(),
  kind: z.enum(TILE_KINDS),
  queueId: z.uuid().nullable(),
  column: z.number().int().min(1).max(GRID.columns),
  row: z.number().int().min(1).max(GRID.rows),
  width: z.number().int().min(1).max(GRID.columns),
  height: z.number().int().min(1).max(GRID.rows),
  /** The thresholds of the levels `near` and `over`: per cent of a share, seconds of a wait. */
  limits: z.strictObject({ near: limit, over: limit }).nullable(),
});

/** The form of a wallboard. */
export const wallboardFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  showsAgentNames: z.boolean(),
  tiles: z.array(tileSchema).max(TILES_MAX),
});

/** A change of a wallboard, over the version that was read. */
export const wallboardChangeSchema = wallboardFormSchema.extend({ expectedVersion: z.number().int().min(1) });

/** The message on a wallboard; an empty one removes it. */
export const messageSchema = z.strictObject({ message: z.string().trim().max(200) });

/** The wallboards of a call centre by name. */
export const wallboardsSchema = z.object({
  items: z.array(
    z.object({ id: z.uuid(), name: z.string(), tiles: z.number(), links: z.number(), message: z.string() }),
  ),
});

/** A wallboard with its links, including expired ones, newest first. */
export const wallboardSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  showsAgentNames: z.boolean(),
  tiles: z.array(tileSchema),
  message: z.string(),
  version: z.number(),
  links: z.array(
    z.object({
      id: z.uuid(),
      label: z.string(),
      madeBy: z.string(),
      madeAt: z.iso.datetime(),
      endsAt: z.iso.datetime(),
      revokedAt: z.iso.datetime().nullable(),
      isInForce: z.boolean(),
    }),
  ),
});

/** The form of a link. */
export const linkFormSchema = z.strictObject({
  label: z.string().trim().min(1).max(80),
  days: z.union([z.literal(1), z.literal(30), z.literal(90), z.literal(365)]),
});

/** A new link; its token is returned only here. */
export const createdLinkSchema = z.object({ id: z.uuid(), token: z.string(), endsAt: z.iso.datetime() });

const figureSchema = z.discriminatedUnion("is", [
  z.object({ is: z.literal("count"), value: z.number() }),
  /** Null when the denominator is zero. */
  z.object({ is: z.literal("share"), percent: z.number().nullable(), withinMs: z.number() }),
  /** Null when no caller waits. */
  z.object({ is: z.literal("since"), sinceMs: z.number().nullable() }),
  z.object({
    is: z.literal("agents"),
    ready: z.number(),
    talking: z.number(),
    paused: z.number(),
    others: z.number(),
  }),
  z.object({
    is: z.literal("queues"),
    items: z.array(
      z.object({
        name: z.string(),
        isOpen: z.boolean(),
        waiting: z.number(),
        sinceMs: z.number().nullable(),
        ready: z.number(),
      }),
    ),
    /** The number of further rows. */
    more: z.number(),
  }),
  z.object({
    is: z.literal("agent-list"),
    /** Names are included only when the wallboard shows them. */
    items: z.array(
      z.object({
        name: z.string().nullable(),
        state: z.enum(["ready", "talking", "paused", "others"]),
        sinceMs: z.number(),
      }),
    ),
    more: z.number(),
  }),
  z.object({ is: z.literal("clock") }),
  z.object({ is: z.literal("message"), text: z.string() }),
  /** The queue of the tile has ended. */
  z.object({ is: z.literal("gone") }),
]);

/** The content of a screen: every tile with its value, all of them from the log at `sequence`. It contains no caller. */
export const wallViewSchema = z.object({
  sequence: z.number(),
  atMs: z.number(),
  timeZone: z.string(),
  name: z.string(),
  tiles: z.array(tileSchema.omit({ queueId: true }).extend({ queueName: z.string().nullable(), figure: figureSchema })),
});

/** The content of a screen. */
export type WallView = z.infer<typeof wallViewSchema>;
/** A tile of a screen. */
export type WallTile = WallView["tiles"][number];
/** The form of a wallboard. */
export type WallboardForm = z.infer<typeof wallboardFormSchema>;
/** A wallboard with its links. */
export type Wallboard = z.infer<typeof wallboardSchema>;
