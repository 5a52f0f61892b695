import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { LicenceDependencies, ReportedLicence } from "../licence-dependencies.effects.ts";
import { belongsTo } from "../licence-person.ts";
import type { Writing } from "../licence-writing.effects.ts";

type ReportedState = ReportedLicence["state"];

/** Notes for OSS what a command has changed; what only officers know is never told. */
export async function reportLicence(
  { reportCase }: Pick<LicenceDependencies, "reportCase">,
  trx: DatabaseTransaction,
  writing: Writing,
): Promise<void> {
  const { known, request, decision, at } = writing;
  const { id: applicationId, organisation } = known.row;
  const isOfficer = !belongsTo(request.caller, organisation.id);
  for (const state of reportedStates(writing)) {
    await reportCase(trx, {
      applicationId,
      organisationId: organisation.id,
      kind: "licence",
      state,
      at,
      note: decision.isDeskOnly ? null : decision.note,
      by: { personId: request.caller.personId, isOfficer },
    });
  }
}

/** A hand-in is complete at once; a correction is told before it is looked at; a case that loses its officer is still looked at. */
function reportedStates({ known: { row }, request, decision }: Writing): readonly ReportedState[] {
  const { command } = request.command;
  if (command === "submit") return ["submitted", "complete"];
  if (command === "resubmit") return ["corrected"];
  if (command === "pause") return ["paused"];
  if (command === "resume") return ["resumed"];
  if (decision.state === row.state || decision.state === "submitted") return [];
  return [decision.state];
}
