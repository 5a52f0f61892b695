import type { Database } from "../../../platform/database/index.ts";
import { findFile } from "../../../platform/files/index.ts";
import type { Caller } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { officeDate } from "../../../regulation/index.ts";
import { periodFaultNow } from "../authority/authority.effects.ts";
import { findByNib, hasMembers } from "../organisation.store.ts";
import { actorOf } from "../organisation-dependencies.effects.ts";
import type { OssRecord } from "../oss/oss-record.ts";
import type { RegisteredAs, SubmissionFacts } from "./judge-form.ts";
import type { RegistrationForm } from "./registration-form.ts";
import { requiredKbli } from "./registration-promise.ts";

/** A form with the record it is validated against, and the organisation it corrects, if any. */
export interface Submission {
  readonly form: RegistrationForm;
  /** Data from OSS or stated by the business; null for a government body. */
  readonly record: OssRecord | null;
  readonly organisationId: string | null;
  readonly caller: Caller;
}

/** Reads all facts required to validate a form. */
export async function submissionFacts(kit: Kit, submission: Submission): Promise<SubmissionFacts> {
  const { form, record } = submission;
  const nowMs = kit.clock.nowMs();
  const has = (fileId: string | null, purpose: string) => hasFile(kit.db, { fileId, purpose, submission });
  return {
    kind: form.kind,
    record,
    recordSource: form.kind === "government" ? "stated" : form.source,
    hasBody: form.facts !== null,
    typedNpwp: form.npwp,
    typedPhone: form.phone,
    typedPersonPhone: form.personInCharge.phone,
    standing: form.personInCharge.standing,
    legalBasisYear:
      form.legalBasis === null ? null : { typed: form.legalBasis.year, now: Number(officeDate(nowMs).slice(0, 4)) },
    registeredAs:
      record === null
        ? null
        : await registeredAs(kit.db, { nib: record.nib, caller: submission.caller, now: new Date(nowMs) }),
    has: {
      deed: await has(form.deedFileId, "deed"),
      nibDocument: await has(form.nibFileId, "nib"),
      legalBasis: await has(form.legalBasisFileId, "legal-basis"),
      assignment: await has(form.assignmentFileId, "assignment"),
    },
    authority:
      form.authority === null
        ? null
        : { fault: periodFaultNow(kit, form.authority), hasFile: await has(form.authority.fileId, "authority") },
    requiredKbli: requiredKbli(nowMs),
  };
}

async function registeredAs(
  db: Database,
  asked: { readonly nib: string; readonly caller: Caller; readonly now: Date },
): Promise<RegisteredAs | null> {
  const id = await findByNib(db, asked.nib);
  if (id === null) return null;
  return {
    id,
    isOwn: actorOf(asked.caller).organisationIds.has(id),
    isUnclaimed: !(await hasMembers(db, { organisationId: id, now: asked.now })),
  };
}

/** A file is valid if the caller uploaded it for this purpose and it is unclaimed, or if the organisation has it already. */
async function hasFile(
  db: Database,
  asked: { readonly fileId: string | null; readonly purpose: string; readonly submission: Submission },
): Promise<boolean> {
  const { fileId, purpose, submission } = asked;
  if (fileId === null) return false;
  const file = await findFile(db, fileId);
  const isOwn = file?.uploadedBy === submission.caller.personId && file.organisationId === null;
  const isTheirs = submission.organisationId !== null && file?.organisationId === submission.organisationId;
  return file?.purpose === purpose && (isOwn || isTheirs);
}
