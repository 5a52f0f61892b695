import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import type { Texts } from "../texts/index.ts";
import { localeOf } from "../texts/index.ts";
import type { Caller } from "./caller.ts";
import { sendProblem } from "./problem.ts";

/** The session cookie: bound to this host, not readable by scripts (RFC 6265bis §4.1.3.2). */
export const SESSION_COOKIE = "__Host-sambung";
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);
const FRAMEABLE = /^\/api\/files\//;

interface GuardOptions {
  readonly texts: Texts;
  /** The origins a browser may send unsafe requests from; empty = the one it asked. */
  readonly publicOrigin: string | undefined;
  authenticate(token: string): Promise<Caller | undefined>;
}

/** Adds language, who is asking, origin check, access rules and security headers to every route. */
export function addGuards(app: FastifyInstance, options: GuardOptions): void {
  app.decorateRequest("caller", undefined);
  app.decorateRequest("locale", "id");
  app.addHook("onRoute", requireAccess);
  app.addHook("onRequest", async (request, reply) => {
    setSecurityHeaders(request, reply);
    request.locale = localeOf(request.headers["accept-language"]);
    if (!isOriginFine(request, options.publicOrigin)) {
      return sendProblem(reply, options.texts, 403, { code: "origin-refused" });
    }
    const access = request.routeOptions.config.access ?? "public";
    const token = request.cookies[SESSION_COOKIE];
    if (token !== undefined && TOKEN.test(token)) request.caller = await options.authenticate(token);
    if (access === "public") return undefined;
    if (request.caller === undefined) return sendProblem(reply, options.texts, 401, { code: "not-signed-in" });
    if (access === "signed-in" || request.caller.permissions.has(access)) return undefined;
    return sendProblem(reply, options.texts, 403, { code: "not-permitted" });
  });
}

function requireAccess(route: RouteOptions): void {
  if (route.config?.access === undefined) {
    throw new Error(`route ${String(route.method)} ${route.url} does not say who may call it`);
  }
}

/** Browsers name the origin of every unsafe request; one from elsewhere, or from nowhere, is refused. */
function isOriginFine(request: FastifyRequest, publicOrigin: string | undefined): boolean {
  if (SAFE_METHODS.has(request.method)) return true;
  const { origin } = request.headers;
  if (origin === undefined) return request.headers["sec-fetch-site"] === "same-origin";
  return origin === `${request.protocol}://${request.host}` || origin === publicOrigin;
}

function setSecurityHeaders(request: FastifyRequest, reply: FastifyReply): void {
  const frames = FRAMEABLE.test(request.url) ? "'self'" : "'none'";
  reply.headers({
    "content-security-policy":
      `default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'self'; ` +
      `frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors ${frames}`,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": FRAMEABLE.test(request.url) ? "SAMEORIGIN" : "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(self)",
    ...(request.protocol === "https" ? { "strict-transport-security": "max-age=31536000" } : {}),
  });
}
