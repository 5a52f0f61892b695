import { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { drawContacts } from "./draw.effects.ts";
import { type DrawRow, findDraw, listDraws, picksOf } from "./draw.store.ts";
import { drawRequest, drawSchema, drawsSchema } from "./evaluation.shared.ts";
import { QUALITY_ROUTES } from "./quality-refusal.ts";
import { zoneOfTenant } from "./tenant-zone.store.ts";

const DRAWS = "/api/service/evaluation-draws";
const params = z.object({ id: z.uuid() });
/** A draw reads many rows, hence the rate limit. */
const config = { rateLimit: { max: 30, timeWindow: 60_000 } };
const MS_PER_SECOND = 1_000;

function drawView({ fromDay, toDay, leastTalkMs, madeAt, ...draw }: DrawRow) {
  return {
    ...draw,
    from: fromDay,
    to: toDay,
    madeAt: madeAt.toISOString(),
    leastTalkSeconds: Math.round(leastTalkMs / MS_PER_SECOND),
  };
}

/** Routes of draws: contacts for evaluation, the same number for each agent, with the seed on record. */
export function addDrawRoutes(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, QUALITY_ROUTES);
  routes.get(DRAWS, { summary: "Draws, the newest first", answer: drawsSchema, config }, async (trx) => ({
    items: (await listDraws(trx)).map(drawView),
  }));
  routes.post(
    DRAWS,
    {
      summary: "Draw contacts to be judged",
      body: drawRequest,
      answer: z.object({ id: z.uuid() }),
      status: 201,
      config,
    },
    ({ requestContext, body }) => drawContacts(kit, requestContext, body),
  );
  routes.get(
    `${DRAWS}/:id`,
    { summary: "What was drawn", params, answer: drawSchema, missing: "no-such-draw", config },
    async (trx, { params: { id }, requestContext: { tenantId } }) => {
      const draw = await findDraw(trx, id);
      if (draw === undefined) return undefined;
      const contacts = (await picksOf(trx, id)).map(({ answeredAt, evaluations, ...pick }) => ({
        ...pick,
        answeredAt: answeredAt.toISOString(),
        evaluations: [...evaluations],
      }));
      return { ...drawView(draw), timeZone: await zoneOfTenant(trx, tenantId), contacts };
    },
  );
}
