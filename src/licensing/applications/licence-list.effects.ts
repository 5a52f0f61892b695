import type { z } from "zod";
import type { Caller } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { officeDate } from "../../regulation/index.ts";
import { type PromiseEvent, promiseFilterOf, viewPromise } from "../promises/index.ts";
import type { licencesQuery, licencesSchema } from "./contract.ts";
import { readLicencePromise } from "./deadlines/licence-promise.ts";
import { licencePerson } from "./licence-person.ts";
import { type LicenceBallFilter, searchLicences } from "./licence-search.store.ts";
import type { LicenceState } from "./licence-words.ts";

/** A page of licence applications: a company's own, or the officers' queue. */
export async function listLicences(
  kit: Kit,
  caller: Caller,
  query: z.infer<typeof licencesQuery>,
): Promise<z.infer<typeof licencesSchema>> {
  const { scope, state, ball, assignee, search = "", sort, page, pageSize } = query;
  const person = licencePerson(caller);
  const found = await searchLicences(kit.db, {
    organisationIds: scope === "queue" ? undefined : [...person.organisationIds],
    state,
    ball: ballOf(kit, caller, ball),
    promise: promiseFilterOf(query, kit.clock.nowMs()),
    assignee,
    search,
    sort,
    limit: pageSize,
    offset: (page - 1) * pageSize,
  });
  const nowMs = kit.clock.nowMs();
  const items = found.items.map((row) => {
    const { createdAt, ruleVersion, organisationId, version, deskVersion } = row;
    const { id, number, paused, round, organisationName, nib, configurations, assignee: officer, deemed } = row;
    const promiseEvents = row.promiseEvents as unknown as readonly PromiseEvent[];
    const reading = readLicencePromise({ createdAt, ruleVersion, promiseEvents }, nowMs);
    const isOwn = person.organisationIds.has(organisationId);
    return {
      id,
      number,
      paused,
      round,
      organisationName,
      nib,
      configurations,
      deemed,
      state: row.state as LicenceState,
      version: isOwn ? version : version + deskVersion,
      submittedAt: row.submittedAt?.toISOString() ?? null,
      assignee: officer,
      promise: reading === null ? null : viewPromise(reading),
    };
  });
  return { total: found.total, hasMore: found.hasMore, items };
}

/** The filter by party that must act, for this reader today. */
export function ballOf(
  kit: Pick<Kit, "clock">,
  caller: Caller,
  ball: z.infer<typeof licencesQuery>["ball"],
): LicenceBallFilter | undefined {
  if (ball === "overdue") return { kind: ball, today: officeDate(kit.clock.nowMs()) };
  if (ball === "mine") return { kind: ball, person: licencePerson(caller) };
  return ball === undefined ? undefined : { kind: ball };
}
