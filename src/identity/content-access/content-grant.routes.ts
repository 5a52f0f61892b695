import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { inTenant } from "../../platform/database/index.ts";
import { type Caller, type Http, sendProblem } from "../../platform/http/index.ts";
import { tenantWith } from "../authority/roles.ts";
import { contentGrantSchema, contentGrantsSchema } from "../contract.ts";
import { LOGIN_RATE, type PeopleOptions, peopleProblems } from "../sessions/sign-in.effects.ts";
import { grantContentAccess, revokeContentAccess } from "./content-grant.effects.ts";
import { listContentViews, listGrants } from "./content-grant.store.ts";

const tags = ["centre-people"];
const config = { access: "service.manage" } as const;
const STATUS = { "grantee-unfit": 409, "granted-already": 409 } as const;

/** Routes of a tenant's administrator to grant read access to persons of the installation, and to list their accesses. */
export function addContentGrantRoutes(app: Http, options: PeopleOptions): void {
  const { kit, gate } = options;
  app.get(
    "/api/content-grants",
    {
      config,
      schema: {
        tags,
        summary: "Who of the installation may look, and what was looked at",
        response: { 200: contentGrantsSchema, ...peopleProblems },
      },
    },
    async (request) => {
      const nowMs = kit.clock.nowMs();
      const [grants, looks] = await inTenant(kit.db, ownTenant(request.caller), async (trx) => [
        await listGrants(trx),
        await listContentViews(trx),
      ]);
      return {
        grants: grants.map(({ grantedAt, endsAt, endedAt, ...grant }) => ({
          ...grant,
          grantedAt: grantedAt.toISOString(),
          endsAt: (endedAt ?? endsAt).toISOString(),
          isInForce: endedAt === null && endsAt.getTime() > nowMs,
        })),
        looks: looks.map(({ at, ...look }) => ({ ...look, at: at.toISOString() })),
      };
    },
  );
  app.post(
    "/api/content-grants",
    {
      config: { ...config, needsConfirmedEmail: true, rateLimit: LOGIN_RATE },
      schema: {
        tags,
        summary: "Let somebody of the installation look for some hours",
        body: contentGrantSchema,
        response: { 201: z.object({ id: z.uuid() }), ...peopleProblems },
      },
    },
    async (request, reply) => {
      const done = await grantContentAccess(kit, request, { ...request.body, tenantId: ownTenant(request.caller) });
      gate.forget();
      if (typeof done !== "string") return reply.code(201).send(done);
      const fields = [{ path: "email", code: done }];
      return sendProblem(reply, kit.texts, STATUS[done], { code: done, fields });
    },
  );
  app.delete(
    "/api/content-grants/:id",
    {
      config: { ...config, needsConfirmedEmail: true },
      schema: {
        tags,
        summary: "End a grant at once",
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null(), ...peopleProblems },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const done = await revokeContentAccess(kit, request, { tenantId: ownTenant(request.caller), id });
      gate.forget();
      // Closes live streams that the grant permitted; clients that are still permitted reconnect automatically.
      if (done === "ended") kit.live.close();
      if (done === "ended") return reply.code(204).send(null);
      return sendProblem(reply, kit.texts, 404, { code: done });
    },
  );
}

function ownTenant(caller: Caller | undefined): string {
  return present(tenantWith(caller?.memberships ?? [], config.access), "a call centre of the caller");
}
