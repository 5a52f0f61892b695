import { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Caller, type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf } from "../tenants/index.ts";
import { findBranding, findLogo, UNCHOSEN } from "./branding.store.ts";
import { LOGO_BYTES_MAX } from "./branding-limits.shared.ts";
import { brandingFormSchema, brandingSchema } from "./contract.ts";
import { BRANDING_REFUSALS, refuseLogo, resetBranding, saveBranding, saveLogo } from "./keep-branding.effects.ts";

const READER = "content-reader";
const BRANDING = "/api/service/branding";
const tags = ["branding"];
const UPLOAD_RATE = { max: 20, timeWindow: 60_000 };

/** Routes of the branding of a call centre: only its members read it, and its administrator changes it. */
export function addBrandingRoutes(app: Http, kit: Kit): void {
  addReading(app, kit);
  const routes = tenantRoutes(app, kit, {
    tag: "branding",
    access: "service.manage",
    contextOf: requestContextOf,
    refusals: BRANDING_REFUSALS,
  });
  routes.put(BRANDING, { summary: "Choose name and colour", body: brandingFormSchema }, ({ requestContext, body }) =>
    saveBranding(kit, requestContext, body),
  );
  routes.delete(BRANDING, { summary: "Back to how the program looks" }, ({ requestContext }) =>
    resetBranding(kit, requestContext, "all"),
  );
  routes.put(
    `${BRANDING}/logo`,
    { summary: "Upload a logo (PNG)", config: { rateLimit: UPLOAD_RATE }, problems: [429] },
    async ({ requestContext, request }) => {
      if (!request.isMultipart()) return refuseLogo("logo-missing");
      const part = await request.file({ limits: { fileSize: LOGO_BYTES_MAX, files: 1 }, throwFileSizeLimit: false });
      if (part === undefined) return refuseLogo("logo-missing");
      const chunks: Uint8Array[] = [];
      for await (const chunk of part.file) chunks.push(chunk as Uint8Array);
      if (part.file.truncated) return refuseLogo("logo-too-large");
      return saveLogo(kit, requestContext, Buffer.concat(chunks));
    },
  );
  routes.delete(`${BRANDING}/logo`, { summary: "Take the logo away" }, ({ requestContext }) =>
    resetBranding(kit, requestContext, "logo"),
  );
}

function addReading(app: Http, kit: Kit): void {
  app.get(
    "/api/service/branding",
    {
      config: { access: "signed-in" },
      schema: {
        tags,
        summary: "How the caller's call centre looks",
        response: { 200: brandingSchema, 401: problemSchema },
      },
    },
    (request) => {
      const tenantId = ownCentre(request.caller);
      if (tenantId === undefined) return UNCHOSEN;
      return inTenant(kit.db, tenantId, (trx) => findBranding(trx, tenantId));
    },
  );
  app.get(
    "/api/service/branding/logo",
    {
      config: { access: "signed-in" },
      schema: {
        tags,
        summary: "The logo of the caller's call centre",
        querystring: z.object({ v: z.string().optional() }),
        response: { 200: z.any(), 304: z.null(), 401: problemSchema, 404: problemSchema },
      },
    },
    async (request, reply) => {
      const tenantId = ownCentre(request.caller);
      const logo =
        tenantId === undefined ? undefined : await inTenant(kit.db, tenantId, (trx) => findLogo(trx, tenantId));
      if (logo === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-logo" });
      const etag = `"${logo.sha256}"`;
      // Revalidated each time, since another person may use the browser next.
      reply.header("cache-control", "private, no-cache").header("etag", etag);
      reply.header("content-security-policy", "default-src 'none'; sandbox");
      if (request.headers["if-none-match"] === etag) return reply.code(304).send(null);
      return reply.type("image/png").send(logo.png);
    },
  );
}

/** The call centre in which the caller works; a person with read access by a grant is not a member. */
function ownCentre(caller: Caller | undefined): string | undefined {
  const held = caller?.memberships.find(({ role, tenantId }) => tenantId !== null && role !== READER);
  return held?.tenantId ?? undefined;
}
