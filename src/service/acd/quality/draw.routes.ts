import type { FastifyReply } from "fastify";
import { z } from "zod";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf, tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { REPORT_DAYS_MAX } from "../reports/index.ts";
import { type DrawRefusal, drawContacts } from "./draw.effects.ts";
import { type DrawRow, findDraw, listDraws, picksOf } from "./draw.store.ts";
import { drawRequest, drawSchema, drawsSchema } from "./evaluation.shared.ts";
import { zoneOfTenant } from "./tenant-zone.store.ts";

const tags = ["evaluations"];
const MANAGE = "evaluation.manage";
/** A draw reads many rows, hence the rate limit. */
const config = { access: MANAGE, rateLimit: { max: 30, timeWindow: 60_000 } } as const;
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const MS_PER_SECOND = 1_000;

const FIELD_OF: Readonly<Record<DrawRefusal, string>> = {
  "report-turned-round": "to",
  "report-too-long": "to",
  "draw-too-many": "to",
  "draw-nothing": "from",
};

function refuseDraw(kit: Kit, reply: FastifyReply, code: DrawRefusal): FastifyReply {
  const params = code === "report-too-long" ? { days: REPORT_DAYS_MAX } : {};
  return sendProblem(reply, kit.texts, 409, { code, params, fields: [{ path: FIELD_OF[code], code, params }] });
}

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
  app.get(
    "/api/service/evaluation-draws",
    { config, schema: { tags, summary: "Draws, the newest first", response: { 200: drawsSchema } } },
    async (request) => ({
      items: (await inTenant(kit.db, tenantOfCaller(request.caller, MANAGE), listDraws)).map(drawView),
    }),
  );
  app.post(
    "/api/service/evaluation-draws",
    {
      config,
      schema: {
        tags,
        summary: "Draw contacts to be judged",
        body: drawRequest,
        response: { 201: z.object({ id: z.uuid() }), ...problems },
      },
    },
    async (request, reply) => {
      const requestContext = requestContextOf(request, MANAGE);
      const zone = await zoneOfTenant(kit.db, requestContext.tenantId);
      const done = await drawContacts(kit, requestContext, { wish: request.body, zone });
      return done.ok ? reply.code(201).send({ id: done.value }) : refuseDraw(kit, reply, done.refusal);
    },
  );
  app.get(
    "/api/service/evaluation-draws/:id",
    {
      config,
      schema: {
        tags,
        summary: "What was drawn",
        params: z.object({ id: z.uuid() }),
        response: { 200: drawSchema, ...problems },
      },
    },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, MANAGE);
      const timeZone = await zoneOfTenant(kit.db, tenantId);
      const { id } = request.params;
      const found = await inTenant(kit.db, tenantId, async (trx) => {
        const draw = await findDraw(trx, id);
        return draw === undefined ? undefined : { draw, picks: await picksOf(trx, id) };
      });
      if (found === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-draw" });
      const contacts = found.picks.map(({ answeredAt, evaluations, ...pick }) => ({
        ...pick,
        answeredAt: answeredAt.toISOString(),
        evaluations: [...evaluations],
      }));
      return { ...drawView(found.draw), timeZone, contacts };
    },
  );
}
