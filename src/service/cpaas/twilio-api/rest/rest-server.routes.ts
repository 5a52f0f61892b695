import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { present } from "../../../../kernel/index.ts";
import { databaseOutage } from "../../../../platform/database/index.ts";
import { type Http, openRecentCallers, type RecentCallers } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import {
  type AccessDependencies,
  openApiAccess,
  type RestCaller,
  type RestScope,
  shownBy,
} from "../accounts/api-access.effects.ts";
import type { ApiClientContext } from "../calls/api-operations.ts";
import { fieldTexts, pathShape, type RequestLogEntry, sidIn } from "./request-log.ts";
import { readForm, withPlus } from "./rest-form.ts";
import { enterBy, openRestRateLimit, type RestRateLimit, type RestRateLimitPair } from "./rest-rate-limit.ts";
import { type ParameterCause, REST_STATUS, type RestCode, type RestRefusal } from "./rest-refusal.ts";

/** Path prefix of the Twilio-compatible API. */
export const REST_PREFIX = "/2010-04-01";
/** Path prefix of TaskRouter, which Twilio serves from a separate host. */
export const ROUTER_PREFIX = "/v1/Workspaces";

const FORM_BYTES_MAX = 128 * 1024;
const MESSAGE_CHARACTERS_MAX = 200;
const AWAY_S = 2;
const NAMES_MAX = 5;
const NAME_MAX = 200;
const SECOND_MS = 1_000;
const REQUEST_KEY = /^[\x21-\x7e]{1,100}$/;
/** Above the rate limit of a call centre, so that an API client may use all of it. */
const RATE = { max: 60_000, timeWindow: 60_000 };

declare module "fastify" {
  interface FastifyContextConfig {
    /** Scope that a Twilio-compatible route requires. */
    restScope?: RestScope;
    /** Whether a Twilio-compatible route accepts the test token. */
    isForTests?: boolean;
  }
}

/** Dependencies of the Twilio-compatible routes. */
export interface RestDependencies extends AccessDependencies {
  readonly kit: Kit;
  /** Rate limit shared by both APIs, per client. */
  readonly door: RestRateLimit;
  /** Rate limit of audio downloads, few of which run at once. */
  readonly sounds: RestRateLimit;
  /** Called for each request of a known API client after its response; must not block. */
  readonly heard: (request: RequestLogEntry) => void;
}

/** Client, error and created resource of each request. */
const askers = new WeakMap<FastifyRequest, RestCaller>();
/** Unauthenticated requests: the log contains only their route. */
const unproven = new WeakSet<FastifyRequest>();
const faults = new WeakMap<FastifyRequest, RestCode>();
const createdSids = new WeakMap<FastifyRequest, string>();
/** Parameters as sent, before parsing. */
const sent = new WeakMap<FastifyRequest, RequestLogEntry["params"]>();
const callers = new WeakMap<FastifyRequest, RestCaller>();

/** The authenticated API client of a request. */
export function callerOf(request: FastifyRequest): RestCaller {
  return present(callers.get(request), "a program that was let in");
}

/** Request context: tenant, API key and request id. */
export function restRequestContext(request: FastifyRequest): ApiClientContext {
  const { tenantId, keyId } = callerOf(request);
  return { tenantId, keyId, requestId: request.id };
}

/** Route configuration with the required scope. */
export function forScope(restScope: RestScope): NonNullable<RouteShorthandOptions["config"]> {
  return { access: "public", isForMachines: true, rateLimit: RATE, restScope };
}

/** Route configuration of a route that also accepts the test token and then has no effect. */
export function alsoForTests(restScope: RestScope): NonNullable<RouteShorthandOptions["config"]> {
  return { ...forScope(restScope), isForTests: true };
}

/** A part of the server below a path prefix. */
export interface RestPart {
  readonly prefix: string;
  readonly addRoutes: (rest: Http) => void;
}

/**
 * Opens the Twilio-compatible parts of the server: form bodies, basic authentication, and Twilio's error numbers. All
 * parts share their rate limits.
 */
export function openRestServer(app: Http, dependencies: RestDependencies, parts: readonly RestPart[]): void {
  const access = openApiAccess(dependencies);
  const recent = openRecentCallers<RestCaller>();
  // A separate rate limit for unauthenticated requests, so that they cannot use up the limit of authenticated clients.
  const [enterNamed, enter] = [
    openEntrance(dependencies, { door: openRestRateLimit() }),
    openEntrance(dependencies, dependencies),
  ];
  for (const part of parts) openRestPart(app, part, { dependencies, access, recent, enterNamed, enter });
}

interface Entrances {
  readonly dependencies: RestDependencies;
  readonly access: ReturnType<typeof openApiAccess>;
  readonly recent: RecentCallers<RestCaller>;
  readonly enterNamed: ReturnType<typeof openEntrance>;
  readonly enter: ReturnType<typeof openEntrance>;
}

function openRestPart(app: Http, { prefix, addRoutes }: RestPart, entrances: Entrances): void {
  const { dependencies, access, recent, enterNamed, enter } = entrances;
  app.register(
    async (rest) => {
      addForms(rest);
      const methodsAt = followRoutes(rest);
      rest.setErrorHandler((error, request, reply) => {
        const known = knownFault(error, request);
        if (known.code === 20500) {
          dependencies.kit.log.error(
            { err: error, requestId: request.id, route: request.routeOptions.url },
            "http.failed",
          );
        }
        return refuseRest(dependencies, reply, known);
      });
      rest.setNotFoundHandler({ preHandler: rest.rateLimit(RATE) }, async (request, reply) => {
        const shown = shownBy(request.headers.authorization);
        if (shown !== undefined && !enterNamed(request, reply, `${request.ip} ${shown.username}`)) return reply;
        // Requests of authenticated clients for unknown paths appear in their request log.
        const { by } = await access(request, { accountSid: null, scope: "any" });
        if (by !== undefined) askers.set(request, by);
        const methods = methodsAt(request.url.split("?")[0] ?? "");
        if (methods.length === 0) return refuseRest(dependencies, reply, { code: 20404 });
        return refuseRest(dependencies, reply.header("allow", methods.join(", ")), { code: 20004 });
      });
      rest.addHook("onRequest", async (request, reply) => {
        const { restScope } = request.routeOptions.config;
        if (restScope === undefined) return undefined;
        // The rate limit runs before authentication, so that a flood causes no database queries.
        const shown = shownBy(request.headers.authorization);
        if (shown !== undefined && !enterNamed(request, reply, `${request.ip} ${shown.username}`)) {
          const known = recent.find(request.headers.authorization);
          if (known !== undefined) askers.set(request, known);
          return reply;
        }
        const { AccountSid: accountSid = null } = request.params as { readonly AccountSid?: string };
        const { result, by, about } = await access(request, { accountSid, scope: restScope });
        // A failed authentication appears in the request log of the targeted account, without its parameters.
        const asker = by ?? (about === undefined ? undefined : { tenantId: about, keyId: null, testId: null });
        if (asker !== undefined) askers.set(request, asker);
        if (by === undefined) unproven.add(request);
        else recent.add(request.headers.authorization, by);
        if (!result.ok) return refuseRest(dependencies, reply, result.refusal);
        if (result.value.testId !== null && request.routeOptions.config.isForTests !== true) {
          return refuseRest(dependencies, reply, { code: 20008 });
        }
        callers.set(request, result.value);
        // Test requests use up no allowance of real requests.
        const { testId, tenantId } = result.value;
        return enter(request, reply, testId ?? tenantId) ? undefined : reply;
      });
      rest.addHook("preValidation", async (request) => {
        request.query = withPlus(request.query);
        request.body = withPlus(request.body);
      });
      addTelling(rest, dependencies);
      addRoutes(rest as unknown as Http);
    },
    { prefix },
  );
}

/** Collects the routes; the returned function lists the methods of a path, none for an unknown path. */
function followRoutes(rest: FastifyInstance): (path: string) => readonly string[] {
  const routes: { readonly shape: RegExp; readonly method: string }[] = [];
  rest.addHook("onRoute", ({ url, method }) => {
    const literal = url.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const shape = new RegExp(`^${literal.replaceAll(/:\w+/g, "[^/]+")}$`);
    for (const one of [method].flat()) routes.push({ shape, method: one });
  });
  return (path) => [...new Set(routes.filter(({ shape }) => shape.test(path)).map(({ method }) => method))].toSorted();
}

/** Reports each request of a known API client to the request log. */
function addTelling(rest: FastifyInstance, { kit, heard }: RestDependencies): void {
  rest.addHook("preValidation", async (request) => {
    if (askers.has(request)) sent.set(request, fieldTexts(request.query, request.body));
  });
  rest.addHook("preSerialization", async (request, _reply, payload) => {
    const sid = sidIn((payload as { readonly sid?: unknown } | null)?.sid);
    if (sid !== null && request.method === "POST") createdSids.set(request, sid);
    return payload;
  });
  rest.addHook("onResponse", async (request, reply) => {
    const by = askers.get(request);
    if (by === undefined) return;
    const durationMs = Math.max(0, Math.round(reply.elapsedTime));
    const { Sid } = (request.params ?? {}) as { readonly Sid?: string };
    const named = unproven.has(request) ? undefined : Sid;
    heard({
      tenantId: by.tenantId,
      keyId: by.keyId,
      isTest: by.testId !== null,
      atMs: kit.clock.nowMs() - durationMs,
      method: request.method,
      path: request.routeOptions.url ?? pathShape(request.url.split("?")[0] ?? ""),
      status: reply.statusCode,
      error: faults.get(request) ?? null,
      errorCode: null,
      durationMs,
      sid: sidIn(named) ?? createdSids.get(request) ?? null,
      params: sent.get(request) ?? {},
    });
  });
}

/** Routes that create calls, messages and queues, which cost more than reads. */
const CREATING = /\/(?:Calls|Messages|Participants|Queues)\.json$/;

/** The audio of a recording, which takes long to send. */
const SOUND = /\/Recordings\/:Sid(?:\.wav)?$/;

/** Applies the rate limit to a request; sends no response if the client has disconnected. */
function openEntrance({ kit }: RestDependencies, pair: RestRateLimitPair) {
  return (request: FastifyRequest, reply: FastifyReply, who: string): boolean => {
    const { url = "" } = request.routeOptions;
    const isCreating = request.method === "POST" && CREATING.test(url);
    const asked = { who, isCreating, isSound: SOUND.test(url), nowMs: kit.clock.nowMs() };
    const entered = enterBy(pair, asked, reply.raw);
    if (entered === "gone") {
      reply.hijack();
      return false;
    }
    if (entered !== "in") {
      refuseRest({ kit }, reply, { code: 20429, retryAfterS: Math.max(1, Math.ceil(entered.waitMs / SECOND_MS)) });
      return false;
    }
    reply.header("twilio-concurrent-requests", String(pair.door.going(who)));
    return true;
  };
}

function addForms(rest: FastifyInstance): void {
  const parseAs = { parseAs: "string", bodyLimit: FORM_BYTES_MAX } as const;
  rest.addContentTypeParser<string>("application/x-www-form-urlencoded", parseAs, (_request, body, done) => {
    const form = readForm(body);
    if (form === undefined) done(Object.assign(new Error("too many fields"), { statusCode: 413 }));
    else done(null, form);
  });
}

/** Parses the idempotency key; null without one, undefined for an invalid one. */
export function requestKeyOf({ headers }: Pick<FastifyRequest, "headers">): string | null | undefined {
  const keys = new Set([headers["idempotency-key"], headers["i-twilio-idempotency-token"]]);
  keys.delete(undefined);
  const [key = null, ...more] = keys;
  if (key === null) return null;
  // Two different keys would make the request a repetition of two requests.
  return typeof key === "string" && more.length === 0 && REQUEST_KEY.test(key) ? key : undefined;
}

/** Text of an error; one sentence per cause. */
function messageOf({ texts }: Kit, { locale, url }: FastifyRequest, { code, params, causes }: RestRefusal): string {
  const path = url.split("?")[0]?.slice(0, MESSAGE_CHARACTERS_MAX) ?? "";
  if (causes === undefined) return texts.text(locale, `restErrors.${code}.message`, { path, ...params });
  const sentences = Object.entries(causes).map(([cause, name]) =>
    texts.text(locale, `restErrors.${code}.${cause === "unfit" ? "message" : cause}`, { name }),
  );
  return sentences.join(" ");
}

/** Sends an error in Twilio's shape. */
export function refuseRest({ kit }: { readonly kit: Kit }, reply: FastifyReply, refusal: RestRefusal): FastifyReply {
  const { code, retryAfterS } = refusal;
  const status = REST_STATUS[code];
  faults.set(reply.request, code);
  if (status === 401) reply.header("www-authenticate", 'Basic realm="Sambung API"');
  if (retryAfterS !== undefined) reply.header("retry-after", String(retryAfterS));
  return reply
    .code(status)
    .header("cache-control", "no-store")
    .type("application/json")
    .send({
      code,
      message: messageOf(kit, reply.request, refusal),
      more_info: `${kit.publicUrl()}/galat/${code}`,
      status,
    });
}

interface Fault {
  readonly statusCode?: number;
  readonly code?: string;
}

const STATUS_CODES: Readonly<Record<number, RestCode>> = { 404: 20404, 405: 20004, 413: 20413, 415: 20001, 429: 20429 };

interface FormFault {
  readonly instancePath: string;
  readonly params: unknown;
}

/** The parameter that a validation error concerns. */
function nameOf({ instancePath, params }: FormFault): string {
  const { keys = [] } = (params ?? {}) as { readonly keys?: readonly string[] };
  return (keys.length > 0 ? keys.join(", ") : instancePath.replace(/^\//, "").replaceAll("/", ".")).slice(0, NAME_MAX);
}

/** Cause of a rejected parameter of `sent`, the form or query of the request. */
function causeOf(fault: FormFault, sent: unknown): ParameterCause {
  if ((fault.params as { readonly keys?: unknown } | null)?.keys !== undefined) return "unknown";
  const [, name = ""] = fault.instancePath.split("/");
  return (sent as Readonly<Record<string, unknown>> | null)?.[name] === undefined ? "missing" : "unfit";
}

const CAUSES = ["missing", "unfit", "unknown"] as const satisfies readonly ParameterCause[];

/** Error of an invalid form or query, with the parameter names by cause. */
function refusalOfForm(faults: readonly FormFault[], sent: unknown): RestRefusal {
  const named = Map.groupBy(faults.slice(0, NAMES_MAX), (fault) => causeOf(fault, sent));
  const causes = CAUSES.flatMap((cause) => {
    const names = named.get(cause)?.map(nameOf).join(", ");
    return names === undefined ? [] : [[cause, names]];
  });
  return { code: 20001, causes: Object.fromEntries(causes) as RestRefusal["causes"] & object };
}

function knownFault(error: unknown, { body, query }: Pick<FastifyRequest, "body" | "query">): RestRefusal {
  if (hasZodFastifySchemaValidationErrors(error)) {
    return refusalOfForm(error.validation, error.validationContext === "body" ? body : query);
  }
  if (databaseOutage(error) !== undefined) return { code: 20503, retryAfterS: AWAY_S };
  const { statusCode = 500 } = error as Fault;
  const code = STATUS_CODES[statusCode] ?? (statusCode >= 400 && statusCode < 500 ? 20001 : 20500);
  if (code === 20001) return { code, causes: { unreadable: "" } };
  return { code, ...(code === 20429 ? { retryAfterS: 60 } : {}) };
}
