import { z } from "zod";
import { recordAudit } from "../../../platform/audit/index.ts";
import { inTenant, inTenantSnapshot } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { Rulebook } from "../../../regulation/index.ts";
import { actedEntry, type RequestContext, requestContextOf } from "../tenants/index.ts";
import { retentionChoiceSchema, retentionEffectQuery, retentionEffectSchema, retentionSchema } from "./contract.ts";
import {
  BOUNDS,
  type BoundRule,
  CHOOSABLE,
  type Choosable,
  daysRefusal,
  fixedDays,
  type KeepRule,
  RETENTION_BASIS,
} from "./held-class.ts";
import { nextSweep } from "./next-sweep.ts";
import { choices, hasOpenRequest, heldClasses, sweptBy, writeChoice } from "./retention.store.ts";

/** Dependencies of the retention routes. */
export interface RetentionOptions {
  readonly kit: Kit;
  /** The rules in force today. */
  readonly rules: () => Rulebook["rules"];
}

const ACCESS = "service.manage";
const tags = ["personal-data"];
const problems = { 400: problemSchema, 403: problemSchema, 409: problemSchema };

/** Routes of retention: its classes, the choices, and the effect of a choice. */
export function addRetentionRoutes(app: Http, options: RetentionOptions): void {
  const { kit, rules } = options;
  app.get(
    "/api/service/retention",
    {
      config: { access: ACCESS },
      schema: {
        tags,
        summary: "What my call centre holds, by class, and for how long",
        response: { 200: retentionSchema, 403: problemSchema },
      },
    },
    async (request) => retentionOf(options, requestContextOf(request, ACCESS)),
  );
  app.get(
    "/api/service/retention/effect",
    {
      config: { access: ACCESS },
      schema: {
        tags,
        summary: "What other days would take away; nothing is changed",
        querystring: retentionEffectQuery,
        response: { 200: retentionEffectSchema, 400: problemSchema, 403: problemSchema },
      },
    },
    async (request) => {
      const { name, days } = request.query;
      const usualDays = rules()[BOUNDS[name].usual].value;
      const sweep = nextSweep({ name, days, usualDays, nowMs: kit.clock.nowMs() });
      const { tenantId } = requestContextOf(request, ACCESS);
      return inTenantSnapshot(kit.db, tenantId, (trx) => sweptBy(trx, sweep));
    },
  );
  addChoosing(app, options);
}

function addChoosing(app: Http, { kit, rules }: RetentionOptions): void {
  app.put(
    "/api/service/retention",
    {
      config: { access: ACCESS, needsConfirmedEmail: true },
      schema: {
        tags,
        summary: "Choose for how many days a class is kept, or leave it to the rule",
        body: retentionChoiceSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const requestContext = requestContextOf(request, ACCESS);
      const { name, days, expectedVersion } = request.body;
      const { tenantId, personId } = requestContext;
      const bounds = boundsOf(rules(), name);
      const refusal = daysRefusal(days, bounds);
      if (refusal !== null)
        return sendProblem(reply, kit.texts, 400, {
          code: refusal,
          params: bounds,
          fields: [{ path: "days", code: refusal, params: bounds }],
        });
      const chosen = { name, days, expectedVersion, chosenBy: personId, chosenAt: new Date(kit.clock.nowMs()) };
      const isWritten = await inTenant(kit.db, tenantId, async (trx) => {
        if (!(await writeChoice(trx, { ...chosen, tenantId }))) return false;
        const detail = { class: name, days };
        const fact = { subjectKind: "tenant", subjectId: tenantId, action: "retention.chosen", detail } as const;
        await recordAudit(trx, kit, actedEntry(requestContext, fact));
        return true;
      });
      if (!isWritten) return sendProblem(reply, kit.texts, 409, { code: "retention-stale" });
      return reply.code(204).send(null);
    },
  );
}

function boundsOf(rules: Rulebook["rules"], name: Choosable): { readonly least: number; readonly most: number } {
  return { least: rules[BOUNDS[name].least].value, most: rules[BOUNDS[name].most].value };
}

async function retentionOf(
  { kit, rules }: RetentionOptions,
  { tenantId }: RequestContext,
): Promise<z.input<typeof retentionSchema>> {
  const today = rules();
  const cited = (id: KeepRule | BoundRule) => {
    const { clause, standing, value, unit } = today[id];
    return { id, clause, standing, value, unit };
  };
  return inTenantSnapshot(kit.db, tenantId, async (trx) => {
    const chosen = await choices(trx);
    const held = await heldClasses(trx);
    return {
      classes: held.map(({ name, count, oldest }) => {
        const { rule, choice } = RETENTION_BASIS[name];
        const goes = { rule: rule === null ? null : cited(rule), fixedDays: fixedDays(name), choice };
        return { name, count, oldest: oldest?.toISOString() ?? null, ...goes };
      }),
      choices: CHOOSABLE.map((name) => {
        const own = chosen.find((one) => one.name === name);
        const { least, most, usual } = BOUNDS[name];
        return {
          name,
          days: own?.days ?? null,
          usualDays: today[usual].value,
          least: cited(least),
          most: cited(most),
          version: own?.version ?? 0,
          chosenByName: own?.chosenByName ?? null,
          chosenAt: own?.chosenAt.toISOString() ?? null,
        };
      }),
      isAsked: await hasOpenRequest(trx),
    };
  });
}
