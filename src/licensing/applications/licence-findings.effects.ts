import { present } from "../../kernel/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import {
  answerFindings,
  deleteDraft,
  insertFinding,
  rewriteFinding,
  sendDrafts,
  settleFindings,
  unsettleFindings,
} from "./licence-findings.store.ts";
import type { Writing } from "./licence-writing.effects.ts";

/** Writes the effect of a decision on findings: on one draft, or on many together. */
export async function writeFindings(
  kit: Pick<Kit, "ids">,
  trx: DatabaseTransaction,
  writing: Writing & { readonly repairUntil: string | null },
): Promise<void> {
  await writeDraft(kit, trx, writing);
  const { known, decision, at, repairUntil } = writing;
  const { findings } = decision;
  if (findings === null) return;
  const { id: applicationId, round } = known.row;
  if (findings.to === "sent") return sendDrafts(trx, { applicationId, at, dueDate: repairUntil });
  if (findings.to === "answered") return answerFindings(trx, applicationId);
  const { requirement } = findings;
  if (findings.to === "unsettled") return unsettleFindings(trx, { applicationId, requirement, round });
  return settleFindings(trx, { applicationId, requirement, round });
}

async function writeDraft(kit: Pick<Kit, "ids">, trx: DatabaseTransaction, writing: Writing): Promise<void> {
  const { known, request, decision, at } = writing;
  const { finding } = decision;
  if (finding === null) return;
  if (finding.kind === "drop") return deleteDraft(trx, present(finding.id, "dropped finding"));
  const { command } = request;
  if (command.command !== "keep-finding") return;
  const { requirement, place, rule, note, remedy } = command;
  const words = { requirement, place, rule, note: note.trim(), remedy: remedy.trim(), lateReason: finding.lateReason };
  if (finding.kind === "rewrite")
    return rewriteFinding(trx, { ...words, id: present(finding.id, "rewritten finding") });
  const { id: applicationId, round } = known.row;
  const repeats = finding.kind === "again" ? finding.id : null;
  await insertFinding(trx, {
    ...words,
    id: kit.ids.next(),
    applicationId,
    round,
    repeats,
    by: request.caller.personId,
    at,
  });
}
