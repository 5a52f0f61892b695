import { recordAudit } from "../../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Caller } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { insertTestEvent } from "../test.store.ts";
import { testRoleIn } from "../test-person.ts";
import type { TestEventType } from "../test-words.shared.ts";

/** Small facts beside an event or an audit entry. */
export type MemoryDetail = Readonly<Record<string, string | number | null>>;

/** An act on a test by a person or by the system. */
export interface RememberedAct {
  /** Null if a deadline, not a person, caused the change. */
  readonly caller: Caller | null;
  readonly requestId: string | null;
  readonly testId: string;
  readonly type: TestEventType;
  readonly at: Date;
  readonly deskOnly: boolean;
  readonly note: string | null;
  readonly detail: MemoryDetail;
}

/** Writes one event of a test and its audit entry. */
export async function rememberTest(kit: Pick<Kit, "ids" | "clock">, trx: DatabaseTransaction, act: RememberedAct) {
  const { caller, testId, type, at, deskOnly, note } = act;
  const { role, actingForPersonId } =
    caller === null ? { role: null, actingForPersonId: null } : testRoleIn(type, caller.memberships);
  const actor = { actorPersonId: caller?.personId ?? null, actorRole: role };
  const detail = { ...act.detail, ...(actingForPersonId === null ? {} : { actingForPersonId }) };
  await insertTestEvent(trx, {
    id: kit.ids.next(),
    testId,
    type,
    deskOnly,
    occurredAt: at,
    ...actor,
    note: note === null || note.trim() === "" ? null : note,
    detail: JSON.stringify(detail),
  });
  await recordAudit(trx, kit, {
    ...actor,
    action: `operational-test.${type}`,
    subjectKind: "operational-test",
    subjectId: testId,
    detail,
    requestId: act.requestId,
  });
}
