import type { z } from "zod";
import type { Caller } from "../../platform/http/index.ts";
import { officeDate } from "../../regulation/index.ts";
import { promiseFilterOf } from "../promises/index.ts";
import type { testsQuery, testsSchema } from "./contract.ts";
import type { TestDependencies } from "./test-dependencies.effects.ts";
import { belongsTo, testPerson } from "./test-person.ts";
import { searchTests, type TestBallFilter } from "./test-search.store.ts";
import type { SkloProgress, TestMethod, TestState } from "./test-words.shared.ts";

type Query = z.infer<typeof testsQuery>;

/** A page of tests: a company's own, the officers' queue, or those of which the reader is a team member. */
export async function listTests(
  dependencies: TestDependencies,
  caller: Caller,
  query: Query,
): Promise<z.infer<typeof testsSchema>> {
  const { kit } = dependencies;
  const person = testPerson(caller);
  const today = officeDate(kit.clock.nowMs());
  const promise = promiseFilterOf(query, kit.clock.nowMs());
  const own = caller.memberships.map(({ organisationId }) => organisationId).filter((id) => id !== null);
  const found = await searchTests(kit.db, {
    organisationIds: query.scope === "mine" ? own : undefined,
    teamPersonId: query.scope === "team" ? caller.personId : undefined,
    state: query.state,
    licenceId: query.licence,
    skloStage: query.skloStage,
    promise: promise === undefined ? undefined : { ...promise, of: query.promiseOf },
    assignee: query.assignee,
    bookedOn: query.bookedOn,
    ball: ballOf(query.ball, { person, today }),
    search: query.search ?? "",
    sort: query.sort,
    limit: query.pageSize,
    offset: (query.page - 1) * query.pageSize,
  });
  const items = found.items.map((row) => ({
    id: row.id,
    number: row.number,
    attempt: row.attempt,
    nib: row.nib,
    lead: row.lead,
    place: row.place,
    organisationName: row.organisationName,
    licenceNumber: row.licenceNumber ?? "",
    testDate: row.testDate,
    state: row.state as TestState,
    method: row.method as TestMethod,
    methodAsked: row.methodAskedBecause !== null && row.methodAnswer === null,
    startsAt: row.startsAt?.slice(0, 5) ?? null,
    noticeLate: row.noticeLateAt !== null,
    verdict: row.verdict as "fit" | "unfit" | null,
    skloStage: row.skloStage as SkloProgress,
    dueDate: row.dueDate,
    overdue: row.dueDate !== null && row.ball === "ministry" && row.state !== "reported" && row.dueDate < today,
    version: belongsTo(caller, row.organisationId) ? row.version : row.version + row.deskVersion,
  }));
  return { total: found.total, hasMore: found.hasMore, items };
}

function ballOf(
  ball: Query["ball"],
  by: { readonly person: ReturnType<typeof testPerson>; readonly today: string },
): TestBallFilter | undefined {
  if (ball === undefined) return undefined;
  if (ball === "overdue") return { kind: ball, today: by.today };
  return ball === "sklo" ? { kind: ball, person: by.person } : { kind: ball };
}
