import { z } from "zod";
import { GRID, TILE_KINDS, TILES_MAX } from "./tile.shared.ts";

/** Boards of one call centre at the most. */
export const WALLBOARDS_MAX = 20;
/** Links of one board at the most that are in force. */
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
  /** From which value on it stands out, and calls for help: per cent of a share, seconds of a wait. */
  limits: z.strictObject({ near: limit, over: limit }).nullable(),
});

/** A board as a form has it. */
export const wallboardFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  showsAgentNames: z.boolean(),
  tiles: z.array(tileSchema).max(TILES_MAX),
});

/** A board written over the version that was read. */
export const wallboardChangeSchema = wallboardFormSchema.extend({ expectedVersion: z.number().int().min(1) });

/** What a supervisor says on a board; empty takes it away. */
export const messageSchema = z.strictObject({ message: z.string().trim().max(200) });

/** The boards of a call centre by name. */
export const wallboardsSchema = z.object({
  items: z.array(
    z.object({ id: z.uuid(), name: z.string(), tiles: z.number(), links: z.number(), message: z.string() }),
  ),
});

/** A board with its links; those that are over stand there too, the newest first. */
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

/** A link as a form has it. */
export const linkFormSchema = z.strictObject({
  label: z.string().trim().min(1).max(80),
  days: z.union([z.literal(1), z.literal(30), z.literal(90), z.literal(365)]),
});

/** A link that was made; its token is told this once. */
export const createdLinkSchema = z.object({ id: z.uuid(), token: z.string(), endsAt: z.iso.datetime() });

const figureSchema = z.discriminatedUnion("is", [
  z.object({ is: z.literal("count"), value: z.number() }),
  /** Null while nothing was counted that it could be a share of. */
  z.object({ is: z.literal("share"), percent: z.number().nullable(), withinMs: z.number() }),
  /** Null when nobody waits. */
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
    /** How many more there are. */
    more: z.number(),
  }),
  z.object({
    is: z.literal("agent-list"),
    /** A name only where the board names agents. */
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
  /** Its queue has ended. */
  z.object({ is: z.literal("gone") }),
]);

/**
 * What a screen on a wall is told: every tile with its figure, all of them those of the log at `sequence`. No caller is named in it.
 */
export const wallViewSchema = z.object({
  sequence: z.number(),
  atMs: z.number(),
  timeZone: z.string(),
  name: z.string(),
  tiles: z.array(tileSchema.omit({ queueId: true }).extend({ queueName: z.string().nullable(), figure: figureSchema })),
});

/** What a screen on a wall is told. */
export type WallView = z.infer<typeof wallViewSchema>;
/** A tile as a screen on a wall is told it. */
export type WallTile = WallView["tiles"][number];
/** A board as a form has it. */
export type WallboardForm = z.infer<typeof wallboardFormSchema>;
/** A board with its links. */
export type Wallboard = z.infer<typeof wallboardSchema>;
