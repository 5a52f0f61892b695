import type { FastifyReply } from "fastify";
import { z } from "zod";
import { inTenant } from "../../../platform/database/index.ts";
import { type Caller, type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf } from "../tenants/index.ts";
import { findBranding, findLogo, UNCHOSEN } from "./branding.store.ts";
import { LOGO_BYTES_MAX, LOGO_SIDES } from "./branding-limits.shared.ts";
import { brandingFormSchema, brandingSchema } from "./contract.ts";
import { type BrandingRefusal, keepLogo, resetBranding, saveBranding } from "./keep-branding.effects.ts";

const READER = "content-reader";
const tags = ["branding"];
const problems = { 400: problemSchema, 401: problemSchema, 403: problemSchema, 409: problemSchema };
const managing = { access: "service.manage" } as const;
const UPLOAD_RATE = { max: 20, timeWindow: 60_000 };

/** The status of each refusal, and the field that it belongs to. */
const ANSWERS: Readonly<
  Record<BrandingRefusal["refusal"], { readonly status: number; readonly path: "colour" | "logo" | null }>
> = {
  "colour-unreadable": { status: 400, path: "colour" },
  "branding-stale": { status: 409, path: null },
  "logo-missing": { status: 400, path: "logo" },
  "logo-too-large": { status: 400, path: "logo" },
  "logo-not-png": { status: 400, path: "logo" },
  "logo-sides": { status: 400, path: "logo" },
  "logo-interlaced": { status: 400, path: "logo" },
};

/** Routes of the branding of a call centre: readable by its members only, changed by its administrator. */
export function addBrandingRoutes(app: Http, kit: Kit): void {
  addReading(app, kit);
  addChanging(app, kit);
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

function addChanging(app: Http, kit: Kit): void {
  app.put(
    "/api/service/branding",
    {
      config: managing,
      schema: {
        tags,
        summary: "Choose name and colour",
        body: brandingFormSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const done = await saveBranding(kit, requestContextOf(request, managing.access), request.body);
      return done === "kept" ? reply.code(204).send(null) : refuse(kit, reply, done);
    },
  );
  app.delete(
    "/api/service/branding",
    {
      config: managing,
      schema: { tags, summary: "Back to how the program looks", response: { 204: z.null(), ...problems } },
    },
    async (request, reply) => {
      await resetBranding(kit, requestContextOf(request, managing.access), "all");
      return reply.code(204).send(null);
    },
  );
  app.put(
    "/api/service/branding/logo",
    {
      config: { ...managing, rateLimit: UPLOAD_RATE },
      schema: { tags, summary: "Upload a logo (PNG)", response: { 204: z.null(), ...problems } },
    },
    async (request, reply) => {
      if (!request.isMultipart()) return refuse(kit, reply, { refusal: "logo-missing" });
      const part = await request.file({ limits: { fileSize: LOGO_BYTES_MAX, files: 1 }, throwFileSizeLimit: false });
      if (part === undefined) return refuse(kit, reply, { refusal: "logo-missing" });
      const parts: Uint8Array[] = [];
      for await (const piece of part.file) parts.push(piece as Uint8Array);
      if (part.file.truncated) return refuse(kit, reply, { refusal: "logo-too-large" });
      const done = await keepLogo(kit, requestContextOf(request, managing.access), Buffer.concat(parts));
      return done === "kept" ? reply.code(204).send(null) : refuse(kit, reply, done);
    },
  );
  app.delete(
    "/api/service/branding/logo",
    { config: managing, schema: { tags, summary: "Take the logo away", response: { 204: z.null(), ...problems } } },
    async (request, reply) => {
      await resetBranding(kit, requestContextOf(request, managing.access), "logo");
      return reply.code(204).send(null);
    },
  );
}

/** The call centre of the caller's membership; access by a read-only grant is not a membership. */
function ownCentre(caller: Caller | undefined): string | undefined {
  const held = caller?.memberships.find(({ role, tenantId }) => tenantId !== null && role !== READER);
  return held?.tenantId ?? undefined;
}

function refuse(kit: Kit, reply: FastifyReply, refused: BrandingRefusal): FastifyReply {
  const { refusal: code } = refused;
  const { status, path } = ANSWERS[code];
  const params = {
    ...LOGO_SIDES,
    kilobytes: Math.floor(LOGO_BYTES_MAX / 1_000),
    ...("nearest" in refused ? { contrast: refused.contrast, nearest: refused.nearest } : {}),
  };
  return sendProblem(reply, kit.texts, status, { code, params, fields: path === null ? [] : [{ path, code, params }] });
}
