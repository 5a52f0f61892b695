import { sql } from "kysely";
import type { Database } from "../../../platform/database/index.ts";
import type { DocumentCase } from "../../../platform/files/index.ts";

/** The case of a stored document: a registration, a letter of authority, a dispute or an application. */
export async function caseOfFile(
  db: Database,
  file: { readonly id: string; readonly organisationId: string | null },
): Promise<DocumentCase | null> {
  const { id, organisationId } = file;
  const found = await sql<{ kind: DocumentCase["kind"]; id: string }>`
    select 'registration' as kind, o.id from organisation o where o.id = ${organisationId}::uuid
      and ${id}::uuid in (o.deed_file_id, o.nib_file_id, o.legal_basis_file_id, o.assignment_file_id)
    union all
    select 'authority', l.id from letter_of_authority l where l.organisation_id = ${organisationId}::uuid
      and l.file_id = ${id}::uuid
    union all
    select 'dispute', d.id from ownership_dispute d where d.organisation_id = ${organisationId}::uuid
      and ${id}::uuid in (d.evidence_file_id, d.statement_file_id)
    union all
    select 'application', a.id from numbering_application a where a.organisation_id = ${organisationId}::uuid
      and jsonb_path_exists(a.form, '$.** ? (@ == $id)', jsonb_build_object('id', ${id}::text))
    limit 1`.execute(db);
  return found.rows[0] ?? null;
}
