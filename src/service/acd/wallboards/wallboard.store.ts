import { sql } from "kysely";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import { LINKS_MAX, WALLBOARDS_MAX, type WallboardForm } from "./contract.ts";
import type { Tile } from "./tile.shared.ts";
import type { StoredWallboard } from "./wall-view.ts";
import type { WallboardRefusal } from "./wallboard-refusal.ts";

/** The maximum of listed links of a wallboard, including expired ones. */
const LINKS_LISTED_MAX = 60;

/** The wallboards of the transaction's tenant by name, with the number of links to each. */
export async function listWallboards(trx: DatabaseTransaction, now: Date) {
  return trx
    .selectFrom("wallboard as w")
    .select(["w.id", "w.name", "w.message"])
    .select(sql<number>`jsonb_array_length(w.tiles)`.as("tiles"))
    .select(
      sql<number>`(select count(*) from wallboard_link l where l.wallboard_id = w.id and l.revoked_at is null
        and l.ends_at > ${now})::int`.as("links"),
    )
    .where("w.endedAt", "is", null)
    .orderBy("w.name")
    .limit(WALLBOARDS_MAX)
    .execute();
}

/** All wallboards of the transaction's tenant with the data that screens need. */
export async function listStoredWallboards(trx: DatabaseTransaction): Promise<readonly StoredWallboard[]> {
  const rows = await trx
    .selectFrom("wallboard")
    .select(["id", "name", "showsAgentNames", "message", "tiles"])
    .where("endedAt", "is", null)
    .limit(WALLBOARDS_MAX)
    .execute();
  return rows.map(({ tiles, ...board }) => ({ ...board, tiles: toTiles(tiles) }));
}

/** The schema checked the tiles before they were written. */
function toTiles(tiles: unknown): readonly Tile[] {
  return tiles as readonly Tile[];
}

/** One wallboard with its links; undefined when it does not exist. */
export async function readWallboard(trx: DatabaseTransaction, id: string, now: Date) {
  const board = await trx
    .selectFrom("wallboard")
    .select(["id", "name", "showsAgentNames", "message", "tiles", "version"])
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  if (board === undefined) return undefined;
  const links = await trx
    .selectFrom("wallboardLink as l")
    .innerJoin("person as p", "p.id", "l.madeBy")
    .select(["l.id", "l.label", "p.name as madeBy", "l.madeAt", "l.endsAt", "l.revokedAt"])
    .select(sql<boolean>`l.revoked_at is null and l.ends_at > ${now}`.as("isInForce"))
    .where("l.wallboardId", "=", id)
    .orderBy("l.madeAt", "desc")
    .orderBy("l.id", "desc")
    .limit(LINKS_LISTED_MAX)
    .execute();
  return { ...board, tiles: toTiles(board.tiles), links };
}

/** Whether the wallboard exists. */
export async function isWallboard(trx: DatabaseTransaction, id: string): Promise<boolean> {
  const found = await trx
    .selectFrom("wallboard")
    .select("id")
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .execute();
  return found.length === 1;
}

/** Whether the transaction's tenant may have another wallboard; an advisory lock keeps other transactions from adding one. */
export async function hasRoomForWallboard(trx: DatabaseTransaction, tenantId: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`wallboard ${tenantId}`}, 0))`.execute(trx);
  const { count } = await trx
    .selectFrom("wallboard")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  return count < WALLBOARDS_MAX;
}

/** Whether all of these ids are queues of the transaction's tenant, including ended queues. */
export async function areOwnQueues(trx: DatabaseTransaction, ids: readonly string[]): Promise<boolean> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return true;
  const found = await trx.selectFrom("queue").select("id").where("id", "in", wanted).execute();
  return found.length === wanted.length;
}

/** Adds a wallboard. */
export async function insertWallboard(
  trx: DatabaseTransaction,
  board: WallboardForm & { readonly id: string; readonly tenantId: string; readonly createdAt: Date },
): Promise<void> {
  const { tiles, ...row } = board;
  await trx
    .insertInto("wallboard")
    .values({ ...row, tiles: JSON.stringify(tiles) })
    .execute();
}

/** Updates a wallboard over the version that was read; false when another person changed it first. */
export async function updateWallboard(
  trx: DatabaseTransaction,
  board: WallboardForm & { readonly id: string; readonly expectedVersion: number },
): Promise<boolean> {
  const { id, expectedVersion, tiles, name, showsAgentNames } = board;
  const { numUpdatedRows } = await trx
    .updateTable("wallboard")
    .set({ name, showsAgentNames, tiles: JSON.stringify(tiles), version: expectedVersion + 1 })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .where("version", "=", expectedVersion)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Sets the message of a wallboard, whatever its version; false when it does not exist. */
export async function writeMessage(trx: DatabaseTransaction, id: string, message: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("wallboard")
    .set({ message })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Ends a wallboard and every link to it; false when it does not exist. */
export async function endWallboard(trx: DatabaseTransaction, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("wallboard")
    .set({ endedAt: at })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  await trx
    .updateTable("wallboardLink")
    .set({ revokedAt: at })
    .where("wallboardId", "=", id)
    .where("revokedAt", "is", null)
    .execute();
  return numUpdatedRows === 1n;
}

/** Refuses another link of a wallboard that is missing or has the maximum; locks the wallboard until the transaction ends. */
export async function roomForLink(
  trx: DatabaseTransaction,
  id: string,
  now: Date,
): Promise<Result<null, WallboardRefusal>> {
  const board = await trx
    .selectFrom("wallboard")
    .select("id")
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .forUpdate()
    .executeTakeFirst();
  if (board === undefined) return refuse("no-such-wallboard");
  const { count } = await trx
    .selectFrom("wallboardLink")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("wallboardId", "=", id)
    .where("revokedAt", "is", null)
    .where("endsAt", ">", now)
    .executeTakeFirstOrThrow();
  return count < LINKS_MAX ? ok(null) : refuse("wallboard-link-limit");
}

/** A link as stored. */
export interface NewLink {
  readonly id: string;
  readonly tenantId: string;
  readonly wallboardId: string;
  readonly label: string;
  readonly tokenDigest: Buffer;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly endsAt: Date;
}

/** Adds a link to a wallboard; only the digest of its token is stored. */
export async function insertLink(trx: DatabaseTransaction, link: NewLink): Promise<void> {
  await trx.insertInto("wallboardLink").values(link).execute();
}

/** Revokes a link; false when no valid one exists. */
export async function revokeLink(
  trx: DatabaseTransaction,
  { id, wallboardId, at }: { readonly id: string; readonly wallboardId: string; readonly at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("wallboardLink")
    .set({ revokedAt: at })
    .where("id", "=", id)
    .where("wallboardId", "=", wallboardId)
    .where("revokedAt", "is", null)
    .where("endsAt", ">", at)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The valid links of the transaction's tenant. */
export async function linksInForce(trx: DatabaseTransaction, now: Date): Promise<ReadonlySet<string>> {
  const rows = await trx
    .selectFrom("wallboardLink")
    .select("id")
    .where("revokedAt", "is", null)
    .where("endsAt", ">", now)
    .limit(LINKS_MAX * WALLBOARDS_MAX)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** The wallboard of a link. */
export interface LinkedBoard {
  readonly tenantId: string;
  readonly wallboardId: string;
  readonly linkId: string;
}

/** The wallboard of a link by the digest of its token; undefined when the link is not valid. */
export async function boardOfLink(db: Database, digest: Buffer, now: Date): Promise<LinkedBoard | undefined> {
  const { rows } = await sql<LinkedBoard>`
    select tenant_id, wallboard_id, link_id from wallboard_of_link(${digest}::bytea, ${now}::timestamptz)`.execute(db);
  return rows[0];
}
