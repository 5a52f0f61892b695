import type { z } from "zod";
import { ok, type RefusalTable, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand, tenantRoutes } from "../../../platform/commands/index.ts";
import { inTenantSnapshot } from "../../../platform/database/index.ts";
import { type Http, problemSchema, type Refused } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { Rulebook } from "../../../regulation/index.ts";
import { type RequestContext, requestContextOf } from "../tenants/index.ts";
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

/** Refusals of a choice of days. */
const RETENTION_REFUSALS = {
  "retention-too-short": ["invalid", "days"],
  "retention-too-long": ["invalid", "days"],
  "retention-stale": "stale",
} as const satisfies RefusalTable;

type RetentionRefusal = keyof typeof RETENTION_REFUSALS;

/** Routes of retention: the periods of each class of data, the effect of a choice, and the choice. Reads use a snapshot. */
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
  const routes = tenantRoutes(app, kit, {
    tag: "personal-data",
    access: ACCESS,
    contextOf: requestContextOf,
    refusals: RETENTION_REFUSALS,
  });
  routes.put(
    "/api/service/retention",
    {
      summary: "Choose for how many days a class is kept, or leave it to the rule",
      body: retentionChoiceSchema,
      config: { needsConfirmedEmail: true },
    },
    ({ requestContext, body }) => chooseDays(options, requestContext, body),
  );
}

async function chooseDays(
  { kit, rules }: RetentionOptions,
  requestContext: RequestContext,
  { name, days, expectedVersion }: z.infer<typeof retentionChoiceSchema>,
): Promise<Result<null, Refused<RetentionRefusal>>> {
  const { tenantId, personId: chosenBy } = requestContext;
  const bounds = boundsOf(rules(), name);
  const refusal = daysRefusal(days, bounds);
  if (refusal !== null) return refuse({ code: refusal, params: bounds });
  return tenantCommand(kit, requestContext, {}, async ({ trx, at: chosenAt, audit }) => {
    if (!(await writeChoice(trx, { name, days, expectedVersion, chosenBy, chosenAt, tenantId })))
      return refuse("retention-stale");
    const detail = { class: name, days };
    await audit({ action: "retention.chosen", subjectKind: "tenant", subjectId: tenantId, detail });
    return ok(null);
  });
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
