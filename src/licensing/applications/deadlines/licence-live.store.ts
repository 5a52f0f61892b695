import { sql } from "kysely";
import type { Database } from "../../../platform/database/index.ts";

/** A change mark of a case, which differs whenever the reader's view of the case would. */
export async function licenceMark(
  db: Database,
  asked: { readonly applicationId: string; readonly withDesk: boolean },
): Promise<string> {
  const { rows } = await sql<{ mark: string }>`
    select concat_ws('.', a.version, case when ${asked.withDesk}::boolean then a.desk_version end,
      (select coalesce(sum(p.version), 0) from licence_part p where p.application_id = a.id),
      (select concat_ws('-', coalesce(sum(s.version), 0), count(s.facts)) from licence_slot s where s.application_id = a.id),
      (select count(*) from licence_message m where m.application_id = a.id),
      (select string_agg(concat_ws('-', d.id, d.state), ',' order by d.id) from decree d where d.licence_application_id = a.id),
      (select count(*) from licence_objection_event e join licence_objection o on o.id = e.objection_id
        where o.application_id = a.id and (${asked.withDesk}::boolean or not e.desk_only)),
      (select count(r.file_id) from case_receipt r where r.licence_application_id = a.id)) as mark
    from licence_application a where a.id = ${asked.applicationId}::uuid`.execute(db);
  return rows[0]?.mark ?? "";
}

/** When any case last changed, in milliseconds; 0 before the first. */
export async function newestLicenceChange(db: Database): Promise<number> {
  const newest = await db
    .selectFrom("licenceApplication")
    .select("changedAt")
    .where("number", "is not", null)
    .orderBy("changedAt", "desc")
    .limit(1)
    .executeTakeFirst();
  return newest?.changedAt.getTime() ?? 0;
}

/** Officers by id, with their number of open cases. */
export async function withOpenCases(db: Database, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("person as p")
    .select(["p.id", "p.name"])
    .select((eb) =>
      eb
        .selectFrom("licenceApplication as a")
        .select((inner) => inner.fn.countAll<number>().as("n"))
        .whereRef("a.assigneeId", "=", "p.id")
        .where("a.ball", "is not", null)
        .as("openCases"),
    )
    .where("p.id", "in", [...ids])
    .orderBy("p.name")
    .execute();
  return rows.map(({ openCases, ...row }) => ({ ...row, openCases: Number(openCases ?? 0) }));
}
