import { z } from "zod";
import { inTenant } from "../../platform/database/index.ts";
import { type Http, problemWire, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { Rulebook } from "../../regulation/index.ts";
import { askingOf } from "../tenants/index.ts";
import { entriesOf, findBreach, listBreaches } from "./breach.store.ts";
import type { BreachRefusal } from "./breach.ts";
import { breachesWire, newBreachEntryWire, newBreachWire, wholeBreachWire } from "./breach-contract.ts";
import { openBreach, writeEntry } from "./keep-breach.effects.ts";

const tags = ["personal-data"];
const config = { access: "service.manage" } as const;
const acting = { ...config, needsConfirmedEmail: true } as const;
const at = "/api/service/personal-breaches";
const params = z.object({ id: z.uuid() });
const problems = { 400: problemWire, 401: problemWire, 403: problemWire, 404: problemWire, 409: problemWire };

const STATUS: Readonly<Record<BreachRefusal, number>> = {
  "no-such-breach": 404,
  "breach-stale": 409,
  "breach-closed": 409,
  "breach-full": 409,
  "breach-times-wrong": 400,
  "breach-told-when": 400,
  "breach-not-told": 409,
};

/** Where a refusal belongs to a field of the form. */
const FIELD: Partial<Record<BreachRefusal, string>> = {
  "breach-times-wrong": "knownAt",
  "breach-told-when": "toldAt",
  "breach-not-told": "whyUntold",
};

/** The register of failures to protect personal data: its administrator opens one, writes what was found and told, and closes it. */
export function addBreachRoutes(
  app: Http,
  { kit, rules }: { readonly kit: Kit; readonly rules: () => Rulebook["rules"] },
): void {
  app.get(
    at,
    {
      config,
      schema: { tags, summary: "Failures to protect personal data", response: { 200: breachesWire, ...problems } },
    },
    async (request) => {
      const { tenantId } = askingOf(request, config.access);
      const rows = await inTenant(kit.db, tenantId, listBreaches);
      const { id, clause, standing, value } = rules()["personal-breach-notice-hours"];
      return { items: rows.map((row) => shownBreach(row, kit.clock.nowMs())), rule: { id, clause, standing, value } };
    },
  );
  app.post(
    at,
    {
      config: acting,
      schema: {
        ...{ tags, summary: "Open a failure to protect personal data", body: newBreachWire },
        response: { 201: z.object({ id: z.uuid() }), ...problems },
      },
    },
    async (request, reply) => {
      const noticeHours = rules()["personal-breach-notice-hours"].value;
      const done = await openBreach(kit, askingOf(request, config.access), { ...request.body, noticeHours });
      if (done.ok) return reply.code(201).send(done.value);
      return sendProblem(reply, kit.texts, STATUS[done.refusal], refused(done.refusal));
    },
  );
  addBreachEntryRoutes(app, kit);
}

function addBreachEntryRoutes(app: Http, kit: Kit): void {
  app.get(
    `${at}/:id`,
    {
      config,
      schema: {
        ...{ tags, summary: "A failure with all that was found and told", params },
        response: { 200: wholeBreachWire, ...problems },
      },
    },
    async (request, reply) => {
      const { tenantId } = askingOf(request, config.access);
      const { id } = request.params;
      const [found, entries] = await inTenant(kit.db, tenantId, async (trx) => [
        await findBreach(trx, id),
        await entriesOf(trx, id),
      ]);
      if (found === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-breach" });
      return {
        ...shownBreach(found, kit.clock.nowMs()),
        entries: entries.map((one) => ({ ...one, at: one.at.toISOString() })),
      };
    },
  );
  app.post(
    `${at}/:id/entries`,
    {
      config: acting,
      schema: {
        ...{ tags, summary: "Write what was found or told of a failure", params, body: newBreachEntryWire },
        response: { 201: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const done = await writeEntry(kit, askingOf(request, config.access), { id: request.params.id, ...request.body });
      if (done === "written") return reply.code(201).send(null);
      return sendProblem(reply, kit.texts, STATUS[done], refused(done));
    },
  );
}

function refused(code: BreachRefusal) {
  const path = FIELD[code];
  return { code, fields: path === undefined ? [] : [{ path, code }] };
}

/** Late: the hours are over, and somebody was told after them or not at all. */
function shownBreach(row: NonNullable<Awaited<ReturnType<typeof findBreach>>>, nowMs: number) {
  const told = [row.toldPersonsAt, row.toldAuthorityAt].map((at) => at?.getTime() ?? row.closedAt?.getTime() ?? nowMs);
  return {
    ...{ id: row.id, title: row.title, version: row.version, isLate: Math.max(...told) > row.dueAt.getTime() },
    ...{ happenedAt: row.happenedAt.toISOString(), knownAt: row.knownAt.toISOString(), dueAt: row.dueAt.toISOString() },
    toldPersonsAt: row.toldPersonsAt?.toISOString() ?? null,
    toldAuthorityAt: row.toldAuthorityAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
  };
}
