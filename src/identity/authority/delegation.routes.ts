import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { type Caller, type Http, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { ActingRules, RuleCitation } from "../../regulation/index.ts";
import { officeDate } from "../../regulation/index.ts";
import { delegationChoicesSchema, delegationFormSchema, delegationsQuery, delegationsSchema } from "../contract.ts";
import { type PeopleOptions, peopleProblems } from "../sessions/sign-in.effects.ts";
import { endDelegation, nameActingOfficer } from "./delegation.effects.ts";
import { listDelegations, listOfficers, listOffices } from "./delegation.store.ts";
import { DELEGABLE_ROLES, type DelegableRole, type DelegationRefusal, mayDelegate, type Office } from "./delegation.ts";
import { ROLES, type RoleDefinition } from "./roles.ts";

const tags = ["people"];
const config = { access: "delegation.write" } as const;

type Refusal = DelegationRefusal | "acting-overlaps";

/** HTTP status, form field and rule of each refusal. */
const ANSWERS: Readonly<
  Record<Refusal, { readonly status: number; readonly path: string | null; readonly rule: "term" | "ahead" | null }>
> = {
  "acting-not-permitted": { status: 403, path: null, rule: null },
  "acting-names-himself": { status: 403, path: "personId", rule: null },
  "acting-for-himself": { status: 400, path: "personId", rule: null },
  "acting-not-an-officer": { status: 409, path: "personId", rule: null },
  "acting-office-held-already": { status: 409, path: "personId", rule: null },
  "acting-holder-missing": { status: 400, path: "office", rule: null },
  "acting-holder-not-in-office": { status: 409, path: "office", rule: null },
  "acting-days-order": { status: 400, path: "lastDay", rule: null },
  "acting-begins-in-the-past": { status: 400, path: "firstDay", rule: null },
  "acting-begins-too-late": { status: 400, path: "firstDay", rule: "ahead" },
  "acting-too-long": { status: 400, path: "lastDay", rule: "term" },
  "acting-overlaps": { status: 409, path: "firstDay", rule: null },
  "role-team-unfit": { status: 400, path: "office", rule: null },
};

/** Routes of acting officers: list, appoint, end early. */
export function addDelegationRoutes(app: Http, options: PeopleOptions): void {
  addReading(app, options);
  addNaming(app, options);
  addEnding(app, options);
}

function addReading(app: Http, { kit, actingRules }: PeopleOptions): void {
  app.get(
    "/api/delegations",
    {
      config,
      schema: {
        tags,
        summary: "Acting officers",
        querystring: delegationsQuery,
        response: { 200: delegationsSchema, ...peopleProblems },
      },
    },
    async (request) => delegationsPage(kit, present(request.caller, "caller"), request.query),
  );
  app.get(
    "/api/delegations/choices",
    {
      config,
      schema: {
        tags,
        summary: "Offices that may be delegated, and who could act in them",
        response: { 200: delegationChoicesSchema, ...peopleProblems },
      },
    },
    async (request) => delegationChoices(kit, actingRules, present(request.caller, "caller")),
  );
}

function addNaming(app: Http, { kit, actingRules, gate }: PeopleOptions): void {
  app.post(
    "/api/delegations",
    {
      config,
      schema: {
        tags,
        summary: "Name an acting officer",
        body: delegationFormSchema,
        response: { 201: z.object({ id: z.uuid() }), ...peopleProblems },
      },
    },
    async (request, reply) => {
      const asked = { caller: present(request.caller, "caller"), requestId: request.id, form: request.body };
      const done = await nameActingOfficer(kit, actingRules, asked);
      gate.forget();
      if ("id" in done) return reply.code(201).send(done);
      const { status, path, rule } = ANSWERS[done.refusal];
      const params = { daysMax: actingRules.daysMax[request.body.acting], aheadDaysMax: actingRules.aheadDaysMax };
      const fields = path === null ? [] : [{ path, code: done.refusal, params }];
      const cited = citation(actingRules, rule, request.body.acting);
      return sendProblem(reply, kit.texts, status, { code: done.refusal, params, fields, rule: cited });
    },
  );
}

function citation(rules: ActingRules, rule: "term" | "ahead" | null, acting: "plh" | "plt"): RuleCitation | undefined {
  if (rule === null) return undefined;
  return rules.citations[rule === "term" ? acting : rule];
}

function addEnding(app: Http, { kit, gate }: PeopleOptions): void {
  app.delete(
    "/api/delegations/:id",
    {
      config,
      schema: {
        tags,
        summary: "End an acting officer's time early",
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null(), ...peopleProblems },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const done = await endDelegation(kit, { caller: present(request.caller, "caller"), requestId: request.id, id });
      gate.forget();
      if (done === "no-such-delegation") return sendProblem(reply, kit.texts, 404, { code: done });
      if (done === "acting-not-permitted") return sendProblem(reply, kit.texts, 403, { code: done });
      return reply.code(204).send(null);
    },
  );
}

async function delegationsPage(
  kit: Kit,
  caller: Caller,
  query: z.infer<typeof delegationsQuery>,
): Promise<z.infer<typeof delegationsSchema>> {
  const now = new Date(kit.clock.nowMs());
  const { state, page, pageSize } = query;
  const found = await listDelegations(kit.db, {
    openAt: state === "open" ? now : null,
    limit: pageSize,
    offset: (page - 1) * pageSize,
  });
  return { total: found.total, items: found.items.map((row) => toDelegationResponse(row, caller, now)) };
}

type Row = Awaited<ReturnType<typeof listDelegations>>["items"][number];

function toDelegationResponse(row: Row, caller: Caller, now: Date): z.infer<typeof delegationsSchema>["items"][number] {
  const validFrom = present(row.validFrom, "beginning of a delegation");
  const validTo = present(row.validTo, "end of a delegation");
  const state = stateOf({ validFrom, validTo, endedAt: row.endedAt }, now);
  const office = { role: row.role as DelegableRole, team: row.team, forPersonId: row.actingForPersonId };
  return {
    id: row.id,
    acting: row.acting === "plt" ? "plt" : "plh",
    role: row.role,
    team: row.team,
    person: { id: row.personId, name: row.personName },
    forPerson: row.actingForPersonId === null ? null : { id: row.actingForPersonId, name: row.forName ?? "" },
    firstDay: officeDate(validFrom.getTime()),
    lastDay: officeDate(validTo.getTime() - 1),
    reason: row.reason ?? "",
    letterNumber: row.letterNumber ?? "",
    namedBy: row.namedBy,
    state,
    endedAt: row.endedAt?.toISOString() ?? null,
    mayEnd: (state === "to-come" || state === "in-force") && mayDelegate(asOfficer(caller), office),
  };
}

function stateOf(
  { validFrom, validTo, endedAt }: { readonly validFrom: Date; readonly validTo: Date; readonly endedAt: Date | null },
  now: Date,
): "to-come" | "in-force" | "over" | "ended" {
  if (endedAt !== null) return "ended";
  if (now < validFrom) return "to-come";
  return now < validTo ? "in-force" : "over";
}

function asOfficer({ personId, memberships }: Caller) {
  return { personId, isDisabled: false, memberships };
}

async function delegationChoices(
  kit: Kit,
  rules: ActingRules,
  caller: Caller,
): Promise<z.infer<typeof delegationChoicesSchema>> {
  const held = (await listOffices(kit.db)).map(({ role, team, personId, name }) => ({
    role: role as DelegableRole,
    team,
    holder: { id: personId, name },
    isVacant: false,
  }));
  const vacant = allPosts()
    .filter((post) => !held.some(({ role, team }) => role === post.role && team === post.team))
    .map((post) => ({ ...post, holder: null, isVacant: true }));
  const offices = [...held, ...vacant].filter(({ role, team, holder }) =>
    mayDelegate(asOfficer(caller), { role, team, forPersonId: holder?.id ?? null }),
  );
  const officers = await listOfficers(kit.db);
  return {
    offices,
    officers: officers.filter(({ id }) => id !== caller.personId),
    daysMax: { ...rules.daysMax },
    firstDayMin: officeDate(kit.clock.nowMs()),
  };
}

/** All posts: a role, in each of its teams if it has teams. */
function allPosts(): readonly Pick<Office, "role" | "team">[] {
  return DELEGABLE_ROLES.flatMap((role): readonly Pick<Office, "role" | "team">[] => {
    const { teams }: RoleDefinition = ROLES[role];
    return teams.length === 0 ? [{ role, team: null }] : teams.map((team) => ({ role, team }));
  });
}
