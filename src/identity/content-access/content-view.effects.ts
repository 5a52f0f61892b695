import type { FastifyRequest } from "fastify";
import { recordAudit } from "../../platform/audit/index.ts";
import { inTenant } from "../../platform/database/index.ts";
import { type Http, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { holdingFor, PERMISSIONS } from "../authority/roles.ts";
import { isContentViewRefused, recordContentView } from "./content-grant.store.ts";
import { CONTENT_READER } from "./content-grant.ts";

const PATH_MAX = 300;
/** Maximum delay of a Node.js timer. */
const TIMER_MS_MAX = 2_147_483_647;

/** Records each request under a grant before the response, and refuses it after the grant's end. An open stream is closed when its grant expires. */
export function addContentViewHook(app: Http, kit: Kit): void {
  app.addHook("preHandler", async (request, reply) => {
    const look = contentViewOf(request);
    if (look === undefined) return;
    const at = new Date(kit.clock.nowMs());
    const noted = await note(kit, request, { ...look, at });
    if (noted === "refused") return sendProblem(reply, kit.texts, 403, { code: "not-permitted" });
    const leftMs = Math.min((look.validToMs ?? 0) - at.getTime(), TIMER_MS_MAX);
    const ending = setTimeout(() => request.raw.socket.destroy(), leftMs);
    ending.unref();
    reply.raw.once("close", () => clearTimeout(ending));
  });
}

/** The access of a request under a granted role; undefined for every other request. */
function contentViewOf({ caller, routeOptions, url }: FastifyRequest) {
  const access = routeOptions.config.access;
  const permission = PERMISSIONS.find((one) => one === access);
  if (caller === undefined || permission === undefined) return undefined;
  const holding = holdingFor(caller.memberships, permission);
  if (holding?.role !== CONTENT_READER || holding.tenantId === null) return undefined;
  const { id: membershipId, tenantId, validToMs } = holding;
  const [path = ""] = url.split("?");
  return { membershipId, tenantId, validToMs, personId: caller.personId, path: path.slice(0, PATH_MAX) };
}

type Looking = NonNullable<ReturnType<typeof contentViewOf>> & { readonly at: Date };

async function note(kit: Kit, request: FastifyRequest, looking: Looking): Promise<"new" | "known" | "refused"> {
  const { validToMs: _, ...look } = looking;
  const { tenantId, personId, path } = look;
  try {
    return await inTenant(kit.db, tenantId, async (trx) => {
      const noted = await recordContentView(trx, { ...look, id: kit.ids.next() });
      if (noted === "new")
        await recordAudit(trx, kit, {
          actorPersonId: personId,
          actorRole: CONTENT_READER,
          action: "content.looked",
          requestId: request.id,
          subjectKind: "tenant",
          subjectId: tenantId,
          detail: { path },
        });
      return noted;
    });
  } catch (error) {
    if (isContentViewRefused(error)) return "refused";
    throw error;
  }
}
