import type { FastifyRequest } from "fastify";
import { ok, type RefusalTable, type Result, refuse } from "../../../../kernel/index.ts";
import { type OpenRoutes, tenantRoutes } from "../../../../platform/commands/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { requestContextOf } from "../../../tenancy/tenants/index.ts";
import type { AgentContext } from "./agent-context.ts";
import { agentOfPerson } from "./agent-desktop.store.ts";

/** Refusals of every route of the agent desktop. */
export const DESKTOP_REFUSALS = { "no-own-agent": "not-found" } as const satisfies RefusalTable;
type DesktopRefusal = keyof typeof DESKTOP_REFUSALS;

/** Reads the agent of a request that `service.desk` has admitted. */
export async function agentContextOf(
  { db }: Pick<Kit, "db">,
  request: FastifyRequest,
): Promise<Result<AgentContext, DesktopRefusal>> {
  const requestContext = requestContextOf(request, "service.desk");
  const agent = await inTenant(db, requestContext.tenantId, (trx) => agentOfPerson(trx, requestContext.personId));
  return agent === undefined ? refuse("no-own-agent") : ok({ ...requestContext, agent });
}

/** Opens routes of the agent desktop for a module and its refusals; other agents are not accessible by them. */
export const desktopRoutes: OpenRoutes<AgentContext> = <Code extends string>(
  app: Http,
  kit: Kit,
  refusals: RefusalTable<Code>,
) =>
  tenantRoutes<"service.desk", AgentContext, Code | DesktopRefusal>(app, kit, {
    tag: "desk",
    access: "service.desk",
    contextOf: (request) => agentContextOf(kit, request),
    refusals: { ...refusals, ...DESKTOP_REFUSALS } as RefusalTable<Code | DesktopRefusal>,
    problems: [404],
  });
