import type { FastifyReply } from "fastify";
import { z } from "zod";
import { present } from "../../../kernel/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { citeRule, currentRuleset, officeDate, openRulebook, type RuleCitation } from "../../../regulation/index.ts";
import { requestContextOf, tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { trunkChangeSchema, trunkFormSchema, trunkSwitchSchema, trunksSchema } from "./contract.ts";
import { addTrunk, changeTrunk, type RefusedTrunk, removeTrunk, switchTrunk } from "./keep-trunk.effects.ts";
import { channelsOfOpenCalls, listTrunks } from "./trunk-form.store.ts";
import { agreementStatus, type TrunkRefusal } from "./trunk-form.ts";
import { type KnownTrunkState, trunkStates } from "./trunk-state.store.ts";

const tags = ["service"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const writing = { access: "service.manage" } as const;
const params = z.object({ id: z.uuid() });

/** The status of each refusal, and whether the rule of agreements is its reason. */
const ANSWERS: Readonly<Record<TrunkRefusal, { readonly status: number; readonly isByRule?: true }>> = {
  "trunk-agreement-missing": { status: 400, isByRule: true },
  "trunk-agreement-day-missing": { status: 400, isByRule: true },
  "trunk-agreement-over": { status: 400, isByRule: true },
  "trunk-host-unfit": { status: 400 },
  "trunk-host-forbidden": { status: 400 },
  "trunk-keys-in-clear": { status: 400 },
  "trunk-address-unfit": { status: 400 },
  "trunk-address-loopback": { status: 400 },
  "trunk-name-taken": { status: 409 },
  "trunk-address-taken": { status: 409 },
  "trunk-stale": { status: 409 },
  "trunk-limit": { status: 409 },
  "no-such-trunk": { status: 404 },
};

/** Routes of trunks to carriers: list, add, change, turn on and off, end. */
export function addTrunkRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/service/trunks",
    {
      config: { access: "service.read" },
      schema: { tags, summary: "Lines to carriers", response: { 200: trunksSchema } },
    },
    async (request) => trunksPage(kit, tenantOfCaller(request.caller, "service.read")),
  );
  addAdding(app, kit);
  addChanging(app, kit);
  addEnding(app, kit);
}

function addAdding(app: Http, kit: Kit): void {
  app.post(
    "/api/service/trunks",
    {
      config: writing,
      schema: {
        tags,
        summary: "Add a line",
        body: trunkFormSchema,
        response: { 201: z.object({ id: z.uuid() }), ...problems },
      },
    },
    async (request, reply) => {
      const done = await addTrunk(kit, requestContextOf(request, "service.manage"), request.body);
      return "id" in done ? reply.code(201).send(done) : refuse(kit, reply, done);
    },
  );
}

function addChanging(app: Http, kit: Kit): void {
  app.put(
    "/api/service/trunks/:id",
    {
      config: writing,
      schema: {
        tags,
        summary: "Change a line",
        params,
        body: trunkChangeSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { expectedVersion, ...form } = request.body;
      const change = { id: request.params.id, expectedVersion, form };
      const done = await changeTrunk(kit, requestContextOf(request, "service.manage"), change);
      return done === "changed" ? reply.code(204).send(null) : refuse(kit, reply, done);
    },
  );
  app.put(
    "/api/service/trunks/:id/state",
    {
      config: writing,
      schema: {
        tags,
        summary: "Turn a line on or off",
        params,
        body: trunkSwitchSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const wish = { id: request.params.id, ...request.body };
      const done = await switchTrunk(kit, requestContextOf(request, "service.manage"), wish);
      return done === "changed" ? reply.code(204).send(null) : refuse(kit, reply, done);
    },
  );
}

function addEnding(app: Http, kit: Kit): void {
  app.delete(
    "/api/service/trunks/:id",
    { config: writing, schema: { tags, summary: "End a line", params, response: { 204: z.null(), ...problems } } },
    async (request, reply) => {
      const done = await removeTrunk(kit, requestContextOf(request, "service.manage"), request.params.id);
      return done === "ended" ? reply.code(204).send(null) : refuse(kit, reply, done);
    },
  );
}

function refuse(kit: Kit, reply: FastifyReply, { refusal, faults }: RefusedTrunk) {
  const { status, isByRule } = ANSWERS[refusal];
  const rule = isByRule === true ? rulesOf(kit).agreement : undefined;
  return sendProblem(reply, kit.texts, status, { code: refusal, fields: faults, rule });
}

/** The rules in force: the agreement that a trunk needs, and the definition of an E1. */
function rulesOf(kit: Kit): {
  readonly agreement: RuleCitation;
  readonly lines: RuleCitation;
  readonly linesPerE1: number;
} {
  const atDate = officeDate(kit.clock.nowMs());
  const opened = openRulebook({ version: currentRuleset.version, atDate });
  const { rules } = present(opened.ok ? opened.value : null, "rulebook of today");
  const lines = rules["lines-per-e1"];
  return { agreement: citeRule(rules["licence-documents"]), lines: citeRule(lines), linesPerE1: lines.value };
}

async function trunksPage(kit: Kit, tenantId: string): Promise<z.infer<typeof trunksSchema>> {
  const today = officeDate(kit.clock.nowMs());
  const { agreement, lines, linesPerE1 } = rulesOf(kit);
  const { trunks, used, states } = await inTenant(kit.db, tenantId, async (trx) => ({
    trunks: await listTrunks(trx),
    used: await channelsOfOpenCalls(trx),
    states: await trunkStates(trx),
  }));
  const items = trunks.map((trunk) => ({
    ...trunk,
    agreement: agreementStatus(trunk.agreementUntil, today),
    createdAt: trunk.createdAt.toISOString(),
    channelsUsed: used.get(trunk.id) ?? 0,
    reach: reachOf(states.find(({ trunkId }) => trunkId === trunk.id)),
  }));
  return { today, agreementRule: agreement, linesPerE1, linesRule: lines, items };
}

function reachOf(known: KnownTrunkState | undefined) {
  if (known === undefined) return null;
  const { state, since, checkedAt, isForbidden } = known;
  return { state, since: since.toISOString(), checkedAt: checkedAt.toISOString(), isForbidden };
}
