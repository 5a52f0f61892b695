import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { adoptRecord, findOrganisation } from "../organisation.store.ts";
import {
  actorOf,
  auditOrganisation,
  type CallerContext,
  type OrganisationOptions,
  type Written,
} from "../organisation-dependencies.effects.ts";
import type { OrganisationRow } from "../organisation-row.ts";
import type { NibLookupRefusal } from "../refusal-answers.ts";
import { requiredKbli } from "../registration/registration-promise.ts";
import { fetchNibRecord } from "./nib-lookup.effects.ts";
import { type ComparedLine, compareWithOss, type OssNow } from "./oss-comparison.ts";
import { ossRecordFrom } from "./oss-record.ts";

/** The result of reading OSS. */
type ReadingState = "read" | "no-nib" | "unknown" | "not-configured" | "unavailable";

/** The present data at OSS for a registration, field by field. */
export interface OssReading {
  readonly state: ReadingState;
  readonly readAtMs: number;
  readonly lines: readonly ComparedLine[];
}

const STATES: Readonly<Record<NibLookupRefusal, ReadingState>> = {
  "nib-format": "no-nib",
  "nib-unknown": "unknown",
  "oss-not-configured": "not-configured",
  "oss-unavailable": "unavailable",
  "oss-malformed": "unavailable",
  "oss-access-denied": "unavailable",
  "oss-request-refused": "unavailable",
};

/** Reads a registration's company at OSS again and compares the two, outside any transaction. */
export async function readAgain(options: OrganisationOptions, row: OrganisationRow): Promise<OssReading> {
  const { kit } = options;
  const found = await askAgain(options, row);
  const readAtMs = kit.clock.nowMs();
  if (!found.ok) return { state: STATES[found.refusal], readAtMs, lines: [] };
  return { state: "read", readAtMs, lines: compareWithOss(row, { oss: found.value, kbli: kbliOf(kit) }) };
}

/** Replaces the registered data by the present data at OSS, which confirms a company that had stated its own data. */
export async function adoptFromOss(
  options: OrganisationOptions,
  asked: { readonly id: string; readonly expectedVersion: number; readonly callerContext: CallerContext },
): Promise<Written> {
  const { kit } = options;
  const { id, callerContext } = asked;
  const before = await findOrganisation(kit.db, id);
  if (before === undefined) return refuse([{ code: "no-such-organisation", path: null }]);
  const found = await askAgain(options, before);
  if (!found.ok) return refuse([{ code: "oss-not-read", path: null }]);
  return kit.db.transaction().execute(async (trx): Promise<Written> => {
    const row = await findOrganisation(trx, id, { lock: true });
    if (row === undefined) return refuse([{ code: "no-such-organisation", path: null }]);
    const actor = actorOf(callerContext.caller);
    const isOwn = actor.organisationIds.has(id) || row.createdBy === actor.personId;
    if (isOwn) return refuse([{ code: "own-organisation", path: null }]);
    const isChanged = row.version !== asked.expectedVersion || row.nib !== found.value.record.nib;
    if (isChanged) return refuse([{ code: "registration-changed", path: null }]);
    await adoptRecord(trx, { id, record: found.value.record });
    await auditOrganisation(kit, trx, { callerContext, id, action: "organisation.confirmed" });
    return ok({ id });
  });
}

async function askAgain(
  options: OrganisationOptions,
  { nib }: OrganisationRow,
): Promise<Result<OssNow, NibLookupRefusal>> {
  if (nib === null) return refuse("nib-format");
  const found = await fetchNibRecord(options, nib);
  if (!found.ok) return found;
  const { responsiblePersons } = found.value;
  return ok({ record: ossRecordFrom(found.value), responsibleNames: responsiblePersons.map(({ name }) => name) });
}

function kbliOf(kit: Kit): string {
  return requiredKbli(kit.clock.nowMs());
}
