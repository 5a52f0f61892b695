import { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import {
  createdLinkSchema,
  linkFormSchema,
  messageSchema,
  wallboardChangeSchema,
  wallboardFormSchema,
  wallboardSchema,
  wallboardsSchema,
} from "./contract.ts";
import {
  addWallboard,
  changeWallboard,
  dropLink,
  dropWallboard,
  makeLink,
  sayOnWallboard,
} from "./keep-wallboard.effects.ts";
import { listWallboards, readWallboard } from "./wallboard.store.ts";
import { WALLBOARD_ROUTES } from "./wallboard-refusal.ts";

const WALLBOARDS = "/api/service/wallboards";
const params = z.object({ id: z.uuid() });

/** Routes of the wallboards of a call centre, their messages, and their links. */
export function addWallboardRoutes(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, WALLBOARD_ROUTES);
  const now = () => new Date(kit.clock.nowMs());
  routes.get(WALLBOARDS, { summary: "The wallboards of a call centre", answer: wallboardsSchema }, async (trx) => ({
    items: await listWallboards(trx, now()),
  }));
  routes.get(
    `${WALLBOARDS}/:id`,
    { summary: "A wallboard", params, answer: wallboardSchema, missing: "no-such-wallboard" },
    async (trx, { params: { id } }) => {
      const found = await readWallboard(trx, id, now());
      if (found === undefined) return undefined;
      const { links, tiles, ...board } = found;
      return {
        ...board,
        tiles: [...tiles],
        links: links.map(({ madeAt, endsAt, revokedAt, ...link }) => ({
          ...link,
          madeAt: madeAt.toISOString(),
          endsAt: endsAt.toISOString(),
          revokedAt: revokedAt?.toISOString() ?? null,
        })),
      };
    },
  );
  routes.post(
    WALLBOARDS,
    { summary: "Add a wallboard", body: wallboardFormSchema, answer: z.object({ id: z.uuid() }), status: 201 },
    ({ requestContext, body }) => addWallboard(kit, requestContext, body),
  );
  routes.put(
    `${WALLBOARDS}/:id`,
    { summary: "Change a wallboard", params, body: wallboardChangeSchema },
    ({ requestContext, params: { id }, body }) => changeWallboard(kit, requestContext, { ...body, id }),
  );
  routes.delete(`${WALLBOARDS}/:id`, { summary: "End a wallboard", params }, ({ requestContext, params: { id } }) =>
    dropWallboard(kit, requestContext, id),
  );
  routes.put(
    `${WALLBOARDS}/:id/message`,
    { summary: "Say something on a wallboard", params, body: messageSchema },
    ({ requestContext, params: { id }, body: { message } }) => sayOnWallboard(kit, requestContext, { id, message }),
  );
  routes.post(
    `${WALLBOARDS}/:id/links`,
    {
      summary: "Create a link to a wallboard; only this response contains its token",
      params,
      body: linkFormSchema,
      answer: createdLinkSchema,
      status: 201,
    },
    ({ requestContext, params: { id }, body }) => makeLink(kit, requestContext, { ...body, wallboardId: id }),
  );
  routes.delete(
    `${WALLBOARDS}/:id/links/:linkId`,
    { summary: "Take back a link to a wallboard", params: params.extend({ linkId: z.uuid() }) },
    ({ requestContext, params: { id, linkId } }) => dropLink(kit, requestContext, { id: linkId, wallboardId: id }),
  );
}
