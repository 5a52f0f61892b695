import { inTenant } from "../src/platform/database/index.ts";
import { LIST_COLUMNS, type ListKind, readList } from "../src/service/acd/knowledge/index.ts";
import { insertList, insertListVersion } from "../src/service/acd/knowledge/wire.ts";
import { addPerson, type FixtureContext } from "./users.ts";

/** A list of a tenant with a current version, as imported by its supervisor; its id. */
export async function importedList(
  place: FixtureContext & { readonly tenantId: string },
  given: { readonly name: string; readonly kind: ListKind; readonly rows: readonly (readonly string[])[] },
): Promise<string> {
  const { db, tenantId, clock, ids } = place;
  const { name, kind, rows } = given;
  const heading = LIST_COLUMNS[kind].map((one) => one.heading.id);
  const { entries, faults } = readList(kind, [heading, ...rows], { rowsMax: 100 });
  if (faults.length > 0) throw new Error(`a list with faults: ${JSON.stringify(faults)}`);
  const [id, by, at] = [ids.next(), (await addPerson(place)).id, new Date(clock.nowMs())];
  await inTenant(db, tenantId, async (trx) => {
    await insertList(trx, { id, tenantId, kind, name, at, by });
    const version = {
      number: 1,
      inForceFrom: "2026-01-01",
      note: "",
      fileName: "x.csv",
      importedBy: by,
      importedAt: at,
    };
    await insertListVersion(trx, { ...version, listId: id, tenantId, kind, entries });
  });
  return id;
}
