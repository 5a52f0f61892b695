import { recordAudit } from "../../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Caller } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { insertLicenceEvent } from "../licence.store.ts";
import { licenceRoleIn } from "../licence-person.ts";
import type { LicenceCommandName } from "../licence-words.ts";

/** Small facts beside an event or an audit entry. */
export type MemoryDetail = Readonly<Record<string, string | number | null>>;

/** An act of a person on a case. */
export interface RememberedAct {
  readonly caller: Caller;
  readonly requestId: string;
  readonly applicationId: string;
  readonly type: LicenceCommandName | "begun";
  readonly at: Date;
  readonly deskOnly: boolean;
  readonly note: string | null;
  readonly detail: MemoryDetail;
}

/** Writes one event of a case and its audit entry. */
export async function rememberAct(kit: Pick<Kit, "ids" | "clock">, trx: DatabaseTransaction, act: RememberedAct) {
  const { caller, applicationId, type, at, deskOnly, note } = act;
  const { role, actingForPersonId } = licenceRoleIn(type, caller.memberships);
  const actor = { actorPersonId: caller.personId, actorRole: role };
  const detail = { ...act.detail, ...(actingForPersonId === null ? {} : { actingForPersonId }) };
  await insertLicenceEvent(trx, {
    id: kit.ids.next(),
    applicationId,
    type,
    deskOnly,
    occurredAt: at,
    ...actor,
    note: note === null || note.trim() === "" ? null : note,
    detail: JSON.stringify(detail),
  });
  await recordAudit(trx, kit, {
    ...actor,
    action: `licence.${type}`,
    subjectKind: "licence-application",
    subjectId: applicationId,
    detail,
    requestId: act.requestId,
  });
}
