import type { z } from "zod";
import type { Caller } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { officeDate } from "../../../regulation/index.ts";
import { promiseFilterOf, viewPromise } from "../../promises/index.ts";
import { displayCode } from "../codes/access-code.ts";
import type { applicationsQuery, applicationsSchema } from "../contract.ts";
import { actingPerson } from "./acting-person.ts";
import type { ApplicationRow } from "./application.store.ts";
import type { ApplicationKind } from "./application-kind.ts";
import { promiseOf, readApplicationPromise } from "./application-promise.ts";
import { type BallFilter, searchApplications } from "./application-search.store.ts";
import type { ApplicationState } from "./application-words.ts";

/** A page of applications: a company's own, or the officers' queue. */
export async function listApplications(
  kit: Kit,
  caller: Caller,
  query: z.infer<typeof applicationsQuery>,
): Promise<z.infer<typeof applicationsSchema>> {
  const { scope, state, ball, assignee, search = "", sort, page, pageSize } = query;
  const own = [...actingPerson(caller).organisationIds].filter((id) => id === (query.organisation ?? id));
  const found = await searchApplications(kit.db, {
    organisationIds: scope === "queue" ? undefined : own,
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
  const items = found.items.map(({ createdAt, ruleVersion, organisationKind, submittedAt, ...row }) => {
    const kind = row.kind as ApplicationKind;
    const promiseEvents = row.promiseEvents as unknown as ApplicationRow["promiseEvents"];
    const promised = { createdAt, ruleVersion, promiseEvents, kind, organisation: { kind: organisationKind } };
    const reading = readApplicationPromise(promiseOf(promised), nowMs);
    const code = row.code ?? "";
    return {
      ...row,
      kind,
      code,
      display: displayCode(code),
      state: row.state as ApplicationState,
      submittedAt: submittedAt?.toISOString() ?? null,
      promise: reading === null ? null : viewPromise(reading),
    };
  });
  return { total: found.total, hasMore: found.hasMore, items };
}

/** The filter by party that must act, for this reader today. */
export function ballOf(
  kit: Pick<Kit, "clock">,
  caller: Caller,
  ball: z.infer<typeof applicationsQuery>["ball"],
): BallFilter | undefined {
  if (ball === "overdue") return { kind: ball, today: officeDate(kit.clock.nowMs()) };
  if (ball === "mine") return { kind: ball, person: actingPerson(caller) };
  return ball === undefined ? undefined : { kind: ball };
}
