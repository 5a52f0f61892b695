import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import { isLoopback } from "../config/index.ts";
import type { Texts } from "../texts/index.ts";
import type { AccessRule, Caller } from "./caller.ts";
import { sendProblem } from "./problem.ts";
import { localeOfRequest } from "./program-route.ts";
import type { CallerIdentification } from "./request-limit.ts";

/** The session cookie: bound to this host, not readable by scripts (RFC 6265bis §4.1.3.2). */
export const SESSION_COOKIE = "__Host-sambung";
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);
const RETRY_AFTER_S = 30;
const FRAMEABLE = /^\/api\/files\//;

interface GuardOptions {
  readonly texts: Texts;
  /** The origin from which a browser may send unsafe requests; empty = the origin of the request. */
  readonly publicOrigin: string | undefined;
  /** True when only this machine can reach the port. */
  readonly isLocal: boolean;
  readonly identify: CallerIdentification;
}

/**
 * Adds language, caller, origin check, access rules and security headers to every route. A port that is only for this machine
 * responds to this machine's host names only: a foreign page whose name resolves to this machine (DNS rebinding) could
 * otherwise read the routes that need no account, such as the local mailbox.
 */
export function addGuards(app: FastifyInstance, options: GuardOptions): void {
  app.decorateRequest("caller", undefined);
  app.decorateRequest("locale", "id");
  app.addHook("onRoute", requireAccess);
  app.addHook("onRequest", async (request, reply) => {
    setSecurityHeaders(request, reply);
    request.locale = localeOfRequest(request);
    // RFC 9112 §3.2: one Host header only. A proxy may have routed by the header that Node drops.
    if (hostHeaders(request) > 1) return sendProblem(reply, options.texts, 400, { code: "invalid-input" });
    if (options.isLocal && !isLoopback(request.hostname)) {
      return sendProblem(reply, options.texts, 421, { code: "host-refused" });
    }
    const { access = "public", isForMachines = false } = request.routeOptions.config;
    // A request to an unknown path cannot change anything: it gets a "not found" in the format of that part of the API.
    const isThere = request.routeOptions.url !== undefined;
    if (isThere && !isForMachines && !isOriginFine(request, options.publicOrigin)) {
      return sendProblem(reply, options.texts, 403, { code: "origin-refused" });
    }
    // Screens are the same for every caller and load even while the database is down.
    if (isThere && !isForMachines) {
      const found = await options.identify(request, tokenOf(request));
      if (found === "too-many-requests") {
        return sendProblem(reply.header("retry-after", RETRY_AFTER_S), options.texts, 429, { code: found });
      }
      request.caller = found.caller;
    }
    const refusal = accessRefusal(access, request.caller) ?? addressRefusal(request);
    return refusal === undefined
      ? undefined
      : sendProblem(reply, options.texts, refusal.status, { code: refusal.code });
  });
}

function hostHeaders({ raw }: FastifyRequest): number {
  return raw.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === "host").length;
}

function tokenOf({ cookies }: FastifyRequest): string | undefined {
  const token = cookies[SESSION_COOKIE];
  return token !== undefined && TOKEN.test(token) ? token : undefined;
}

/** Why a caller may not use a route; undefined when permitted. */
function accessRefusal(
  access: AccessRule,
  caller: Caller | undefined,
): { readonly status: number; readonly code: string } | undefined {
  if (access === "public") return undefined;
  if (caller === undefined) return { status: 401, code: "not-signed-in" };
  if (access === "signing-in") return undefined;
  if (caller.secondFactor === "to-give") return { status: 401, code: "second-factor-needed" };
  if (access === "signed-in" || caller.permissions.has(access)) return undefined;
  return { status: 403, code: caller.secondFactor === "to-enrol" ? "second-factor-to-enrol" : "not-permitted" };
}

/** Why a caller without a confirmed address may not use a route that sends a message; undefined when permitted. */
function addressRefusal({
  routeOptions,
  caller,
}: FastifyRequest): { readonly status: number; readonly code: string } | undefined {
  if (routeOptions.config.needsConfirmedEmail !== true || caller?.isEmailConfirmed !== false) return undefined;
  return { status: 403, code: "email-not-confirmed" };
}

function requireAccess(route: RouteOptions): void {
  if (route.config?.access === undefined) {
    throw new Error(`route ${String(route.method)} ${route.url} does not say who may call it`);
  }
}

/** Browsers send the Origin header with every unsafe request; a foreign or missing origin is refused. */
function isOriginFine(request: FastifyRequest, publicOrigin: string | undefined): boolean {
  if (SAFE_METHODS.has(request.method)) return true;
  const { origin } = request.headers;
  if (origin === undefined) return request.headers["sec-fetch-site"] === "same-origin";
  return isOwnOrigin(request, publicOrigin);
}

/**
 * Whether the request comes from a page of this site. Browsers send the Origin header with every WebSocket too, and the same-origin policy
 * does not stop foreign pages from opening one with our cookie (RFC 6455 §10.2).
 */
export function isOwnOrigin(request: FastifyRequest, publicOrigin: string | undefined): boolean {
  const { origin } = request.headers;
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
