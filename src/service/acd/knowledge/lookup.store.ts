import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { TYPED_COLUMNS } from "./list.store.ts";

/** The maximum of entries of one postcode that a caller hears. */
const ENTRIES_PLAYED_MAX = 3;

/** The entries for the digits of a caller in the version of a list in force on a day; undefined when the list does not exist. */
export async function entriesFor(
  trx: DatabaseTransaction,
  wish: {
    readonly listId: string;
    readonly by: "code" | "postcode";
    readonly digits: string;
    readonly today: string;
  },
) {
  const { listId, by, digits, today } = wish;
  const list = await trx
    .selectFrom("informationList as l")
    .select(["l.name"])
    .select(
      sql<number | null>`(select max(v.number) from information_list_version v
        where v.list_id = l.id and v.in_force_from <= ${today}::date)`.as("version"),
    )
    .where("l.id", "=", listId)
    .where("l.endedAt", "is", null)
    .executeTakeFirst();
  if (list === undefined) return undefined;
  const { name, version } = list;
  if (version === null) return { list: name, version, entries: [] };
  const entries = await trx
    .selectFrom("informationEntry as e")
    .select(["e.code", "e.name", "e.postcode", ...TYPED_COLUMNS])
    .where("e.listId", "=", listId)
    .where("e.number", "=", version)
    .where(by === "code" ? "e.keys" : "e.postcode", "=", digits)
    .where((eb) => eb.or([eb("e.validFrom", "is", null), eb("e.validFrom", "<=", today)]))
    .where((eb) => eb.or([eb("e.validUntil", "is", null), eb("e.validUntil", ">=", today)]))
    .orderBy("e.line")
    .limit(ENTRIES_PLAYED_MAX)
    .execute();
  return { list: name, version, entries };
}

/** An entry that matches the digits of a caller. */
export type FoundEntry = NonNullable<Awaited<ReturnType<typeof entriesFor>>>["entries"][number];
