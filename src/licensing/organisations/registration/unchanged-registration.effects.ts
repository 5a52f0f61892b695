import { canonicalJson, type Json, present } from "../../../kernel/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { findFiles } from "../../../platform/files/index.ts";
import { letterOfRegistration } from "../authority/authority.store.ts";
import type { AuthorityPeriod } from "../authority/authority.ts";
import type { OrganisationRow } from "../organisation-row.ts";
import type { OssRecord } from "../oss/oss-record.ts";
import type { FormPath, RegistrationRefusals } from "../refusals.ts";
import type { AcceptedForm } from "./judge-form.ts";
import { factsToKeep, filesOf, type RegistrationForm } from "./registration-form.ts";

/**
 * The form field that shows the correction of a returned field. Others may be corrected outside the form: a telephone
 * that is reachable again, a NIB or NPWP at OSS.
 */
const SHOWN_AT: Readonly<Record<string, FormPath>> = {
  facts: "facts",
  deed: "deedFileId",
  nibDocument: "nibFileId",
  legalBasis: "legalBasis",
  assignment: "assignmentFileId",
  authority: "authority.fileId",
};

interface Correction {
  readonly form: RegistrationForm;
  readonly record: OssRecord | null;
  readonly accepted: AcceptedForm | null;
}

/** Why a resubmitted registration is refused: nothing has changed, although the form would show a requested correction. */
export async function unchangedRefusals(
  trx: DatabaseTransaction,
  row: OrganisationRow,
  correction: Correction,
): Promise<RegistrationRefusals | undefined> {
  const paths = new Set(row.returnedReasons.flatMap(({ field }) => SHOWN_AT[field] ?? []));
  const [first, ...more] = paths;
  if (first === undefined || (await isChanged(trx, row, correction))) return undefined;
  const refused = (path: FormPath) => ({ code: "registration-unchanged", path }) as const;
  return [refused(first), ...more.map(refused)];
}

async function isChanged(trx: DatabaseTransaction, row: OrganisationRow, correction: Correction): Promise<boolean> {
  const { form, record, accepted } = correction;
  const sent = factsToKeep(form, { accepted: present(accepted, "what is kept of a form"), record });
  const kept = Object.fromEntries(Object.keys(sent).map((key) => [key, row[key as keyof typeof sent]]));
  if (textOf(sent) !== textOf(kept)) return true;
  const { authority } = form;
  const letter = authority === null ? undefined : await letterOfRegistration(trx, row.id);
  if (textOf(termsOf(authority)) !== textOf(termsOf(letter ?? null))) return true;
  const before = [row.deedFileId, row.nibFileId, row.legalBasisFileId, row.assignmentFileId, letter?.fileId ?? null];
  const after = [...filesOf(form).map(({ fileId }) => fileId), authority?.fileId ?? null];
  return (await bytesOf(trx, before)) !== (await bytesOf(trx, after));
}

/** Scope and period of a letter of authority. */
function termsOf(letter: (AuthorityPeriod & { readonly scope: string }) | null) {
  return letter === null ? {} : { scope: letter.scope, validFrom: letter.validFrom, validTo: letter.validTo };
}

function textOf(value: object): string {
  return canonicalJson(JSON.parse(JSON.stringify(value)) as Json);
}

/** The content of files, regardless of order and rows: the same file uploaded again is unchanged. */
async function bytesOf(trx: DatabaseTransaction, ids: readonly (string | null)[]): Promise<string> {
  const rows = await findFiles(
    trx,
    [...new Set(ids)].filter((id) => id !== null),
  );
  return rows
    .map(({ purpose, sha256 }) => `${purpose} ${sha256}`)
    .toSorted()
    .join(" ");
}
