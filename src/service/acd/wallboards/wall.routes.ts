import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { digestOfToken, LINK_TOKEN } from "./link-token.effects.ts";
import { openWallViewers } from "./wall-viewers.effects.ts";
import type { Walls } from "./wall-watch.effects.ts";
import { boardOfLink, isWallboard } from "./wallboard.store.ts";
import { WALLBOARD_REFUSALS } from "./wallboard-refusal.ts";

const tags = ["wallboards"];
const PER_MINUTE_MAX = 300;
const FULL_RETRY_S = "30";
const BEARER = /^Bearer (\S{1,100})$/;
const EVENT_ID = /^[A-Za-z0-9_-]{1,40}$/;

/**
 * Event streams of wallboards. Members of the call centre authenticate by their session, other screens by the token of a link, which is in a
 * header so that no access log contains it.
 */
export function addWallRoutes(app: Http, kit: Kit, walls: Walls): void {
  const viewers = openWallViewers(walls);
  app.addHook("preClose", async () => viewers.close());
  app.get(
    "/api/service/wallboards/:id/live",
    {
      config: { access: "queue.manage" },
      schema: { tags, summary: "A board as its screens show it", params: z.object({ id: z.uuid() }) },
    },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, "queue.manage");
      const isThere = await inTenant(kit.db, tenantId, (trx) => isWallboard(trx, request.params.id));
      if (!isThere) return sendRefusal(kit, reply, WALLBOARD_REFUSALS, "no-such-wallboard");
      const stream = kit.live.open(request, reply);
      if (stream === undefined) return reply;
      const stop = walls.listen(tenantId, (wall) => {
        const view = wall?.view(request.params.id);
        if (view !== undefined) stream.send("wall", view);
      });
      stream.onClose(stop);
      return reply;
    },
  );
  app.get(
    "/api/wallboards/live",
    {
      config: { access: "public", rateLimit: { max: PER_MINUTE_MAX, timeWindow: 60_000 } },
      schema: { tags, summary: "A board by the token of a link" },
    },
    async (request, reply) => {
      const token = tokenOf(request);
      const now = new Date(kit.clock.nowMs());
      const linked = token === undefined ? undefined : await boardOfLink(kit.db, digestOfToken(token), now);
      if (linked === undefined) return sendRefusal(kit, reply, WALLBOARD_REFUSALS, "no-such-link");
      if (request.method === "HEAD") return reply.type("text/event-stream").send();
      if (viewers.show(reply, linked, lastEventOf(request))) return reply;
      reply.header("retry-after", FULL_RETRY_S);
      return sendRefusal(kit, reply, WALLBOARD_REFUSALS, "wallboard-viewers-full");
    },
  );
}

function tokenOf({ headers }: FastifyRequest): string | undefined {
  const token = BEARER.exec(headers.authorization ?? "")?.[1];
  return token !== undefined && LINK_TOKEN.test(token) ? token : undefined;
}

function lastEventOf({ headers }: FastifyRequest): string | undefined {
  const id = headers["last-event-id"];
  return typeof id === "string" && EVENT_ID.test(id) ? id : undefined;
}
