import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { LicenceDependencies, ReportedLicence } from "../licence-dependencies.effects.ts";
import { belongsTo } from "../licence-person.ts";
import type { Writing } from "../licence-writing.effects.ts";

type ReportedState = ReportedLicence["state"];

/** Records for OSS the change that a command made; changes visible only to officers are never reported. */
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

/** A submission is complete at once; a correction is reported before its evaluation; unassigning an officer does not change the status at OSS. */
function reportedStates({ known: { row }, request, decision }: Writing): readonly ReportedState[] {
  const { command } = request.command;
  if (command === "submit") return ["submitted", "complete"];
  if (command === "resubmit") return ["corrected"];
  if (command === "pause") return ["paused"];
  if (command === "resume") return ["resumed"];
  if (decision.state === row.state || decision.state === "submitted") return [];
  return [decision.state];
}
