import type { Clock, IdSource } from "../../kernel/index.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import type { SavedViewList } from "../contract.ts";

/** Maximum number of a person's saved views of one list. */
export const SAVED_VIEWS_MAX = 20;

/** The owner and the list of saved views. */
interface SavedViewScope {
  readonly personId: string;
  readonly list: SavedViewList;
}

/** A person's views of a list, oldest first. */
export async function listSavedViews(db: Database | DatabaseTransaction, { personId, list }: SavedViewScope) {
  return db
    .selectFrom("savedView")
    .select(["id", "name", "query", "slot"])
    .where("personId", "=", personId)
    .where("list", "=", list)
    .orderBy("createdAt")
    .orderBy("id")
    .limit(SAVED_VIEWS_MAX)
    .execute();
}

/**
 * Saves a view under its name; one with the same name is replaced. "full" if all slots are taken, even by a concurrent
 * save: the slot's unique index decides.
 */
export async function saveView(
  db: Database,
  world: { readonly clock: Clock; readonly ids: IdSource },
  view: SavedViewScope & { readonly name: string; readonly query: string },
): Promise<"saved" | "full"> {
  const { personId, list, name, query } = view;
  const replaced = await db
    .updateTable("savedView")
    .set({ query })
    .where("personId", "=", personId)
    .where("list", "=", list)
    .where("name", "=", name)
    .executeTakeFirst();
  if (replaced.numUpdatedRows > 0n) return "saved";
  const taken = new Set((await listSavedViews(db, view)).map(({ slot }) => slot));
  const slot = Array.from({ length: SAVED_VIEWS_MAX }, (_, nth) => nth + 1).find((nth) => !taken.has(nth));
  if (slot === undefined) return "full";
  const createdAt = new Date(world.clock.nowMs());
  const added = await db
    .insertInto("savedView")
    .values({ id: world.ids.next(), personId, list, name, query, createdAt, slot })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n ? "saved" : "full";
}

/** Removes a person's own view; false if it belongs to another or does not exist. */
export async function removeSavedView(
  db: Database,
  view: { readonly id: string; readonly personId: string },
): Promise<boolean> {
  const result = await db
    .deleteFrom("savedView")
    .where("id", "=", view.id)
    .where("personId", "=", view.personId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
