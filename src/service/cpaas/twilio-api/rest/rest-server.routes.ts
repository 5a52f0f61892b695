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

/** Below what the field's shapes stand. */
export const REST_PREFIX = "/2010-04-01";
/** Below what those of TaskRouter stand, which the field has at a host of its own. */
export const ROUTER_PREFIX = "/v1/Workspaces";

const FORM_BYTES_MAX = 128 * 1024;
const MESSAGE_CHARACTERS_MAX = 200;
const AWAY_S = 2;
const NAMES_MAX = 5;
const NAME_MAX = 200;
const SECOND_MS = 1_000;
const REQUEST_KEY = /^[\x21-\x7e]{1,100}$/;
/** A program may ask as often as its call centre may send. */
const RATE = { max: 60_000, timeWindow: 60_000 };

declare module "fastify" {
  interface FastifyContextConfig {
    /** What a key must be for, on routes of the field's shapes. */
    restScope?: RestScope;
    /** Whether the token of tests is answered, on routes of the field's shapes. */
    isForTests?: boolean;
  }
}

/** What routes of the field's shapes stand on. */
export interface RestDependencies extends AccessDependencies {
  readonly kit: Kit;
  /** Counts what is asked of both of our interfaces together, by whom it is asked for. */
  readonly door: RestRateLimit;
  /** The same of sounds, of which few go at once. */
  readonly sounds: RestRateLimit;
  /** Told of each request of a program that is known, once it was answered; what it does holds nothing up. */
  readonly heard: (request: RequestLogEntry) => void;
}

/** Whom a request was made by, what was wrong with it, and what it made. */
const askers = new WeakMap<FastifyRequest, RestCaller>();
/** Those by somebody who has shown nothing that counts: of an address no more than its route is told. */
const unproven = new WeakSet<FastifyRequest>();
const faults = new WeakMap<FastifyRequest, RestCode>();
const createdSids = new WeakMap<FastifyRequest, string>();
/** What it brought, before anything was read into it. */
const sent = new WeakMap<FastifyRequest, RequestLogEntry["params"]>();
const callers = new WeakMap<FastifyRequest, RestCaller>();

/** The program that was let in. */
export function callerOf(request: FastifyRequest): RestCaller {
  return present(callers.get(request), "a program that was let in");
}

/** Who asks, by which key and request. */
export function restRequestContext(request: FastifyRequest): ApiClientContext {
  const { tenantId, keyId } = callerOf(request);
  return { tenantId, keyId, requestId: request.id };
}

/** How a route says which scope its callers need. */
export function forScope(restScope: RestScope): NonNullable<RouteShorthandOptions["config"]> {
  return { access: "public", isForMachines: true, rateLimit: RATE, restScope };
}

/** The same for a route that is answered as if it were done where the token of tests is shown. */
export function alsoForTests(restScope: RestScope): NonNullable<RouteShorthandOptions["config"]> {
  return { ...forScope(restScope), isForTests: true };
}

/** A part of the server, by what stands below its prefix. */
export interface RestPart {
  readonly prefix: string;
  readonly addRoutes: (rest: Http) => void;
}

/** Opens the field's parts of the server: forms as bodies, basic access, and errors by the field's numbers. They count who asks together. */
export function openRestServer(app: Http, dependencies: RestDependencies, parts: readonly RestPart[]): void {
  const access = openApiAccess(dependencies);
  const recent = openRecentCallers<RestCaller>();
  // Names that anybody may make up take no place of those who have proven theirs.
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
        // Whoever may ask finds in the log that he asked for what is not there.
        const { by } = await access(request, { accountSid: null, scope: "any" });
        if (by !== undefined) askers.set(request, by);
        const methods = methodsAt(request.url.split("?")[0] ?? "");
        if (methods.length === 0) return refuseRest(dependencies, reply, { code: 20404 });
        return refuseRest(dependencies, reply.header("allow", methods.join(", ")), { code: 20004 });
      });
      rest.addHook("onRequest", async (request, reply) => {
        const { restScope } = request.routeOptions.config;
        if (restScope === undefined) return undefined;
        // A flood costs a look at no database: what is shown is counted before anybody is asked who it is.
        const shown = shownBy(request.headers.authorization);
        if (shown !== undefined && !enterNamed(request, reply, `${request.ip} ${shown.username}`)) {
          const known = recent.find(request.headers.authorization);
          if (known !== undefined) askers.set(request, known);
          return reply;
        }
        const { AccountSid: accountSid = null } = request.params as { readonly AccountSid?: string };
        const { result, by, about } = await access(request, { accountSid, scope: restScope });
        // Whoever showed what does not count is told to the account that he asked: with nothing of what he brought.
        const asker = by ?? (about === undefined ? undefined : { tenantId: about, keyId: null, testId: null });
        if (asker !== undefined) askers.set(request, asker);
        if (by === undefined) unproven.add(request);
        else recent.add(request.headers.authorization, by);
        if (!result.ok) return refuseRest(dependencies, reply, result.refusal);
        if (result.value.testId !== null && request.routeOptions.config.isForTests !== true) {
          return refuseRest(dependencies, reply, { code: 20008 });
        }
        callers.set(request, result.value);
        // What is only tried takes nothing from what is done.
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

/** Writes down which routes there are; tells by which methods an address is asked, none where nothing is. */
function followRoutes(rest: FastifyInstance): (path: string) => readonly string[] {
  const routes: { readonly shape: RegExp; readonly method: string }[] = [];
  rest.addHook("onRoute", ({ url, method }) => {
    const literal = url.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const shape = new RegExp(`^${literal.replaceAll(/:\w+/g, "[^/]+")}$`);
    for (const one of [method].flat()) routes.push({ shape, method: one });
  });
  return (path) => [...new Set(routes.filter(({ shape }) => shape.test(path)).map(({ method }) => method))].toSorted();
}

/** Tells of each request of a program that is known. */
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

/** What creates calls, messages and queues, which each cost more than a look. */
const CREATING = /\/(?:Calls|Messages|Participants|Queues)\.json$/;

/** The sound of a recording, which takes its time. */
const SOUND = /\/Recordings\/:Sid(?:\.wav)?$/;

/** Lets requests in by what whoever asks may, and refuses those beyond; nobody waits for an answer any more who has gone. */
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

/** The key of a request that may be repeated; null without one, undefined for one that is unfit. */
export function requestKeyOf({ headers }: Pick<FastifyRequest, "headers">): string | null | undefined {
  const keys = new Set([headers["idempotency-key"], headers["i-twilio-idempotency-token"]]);
  keys.delete(undefined);
  const [key = null, ...more] = keys;
  if (key === null) return null;
  // Two that differ would have it be answered as two requests at once.
  return typeof key === "string" && more.length === 0 && REQUEST_KEY.test(key) ? key : undefined;
}

/** The text of a refusal; of several causes one sentence each. */
function messageOf({ texts }: Kit, { locale, url }: FastifyRequest, { code, params, causes }: RestRefusal): string {
  const path = url.split("?")[0]?.slice(0, MESSAGE_CHARACTERS_MAX) ?? "";
  if (causes === undefined) return texts.text(locale, `restErrors.${code}.message`, { path, ...params });
  const sentences = Object.entries(causes).map(([cause, name]) =>
    texts.text(locale, `restErrors.${code}.${cause === "unfit" ? "message" : cause}`, { name }),
  );
  return sentences.join(" ");
}

/** Answers a refusal in the field's shape. */
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

/** The parameter that a fault of a form is about. */
function nameOf({ instancePath, params }: FormFault): string {
  const { keys = [] } = (params ?? {}) as { readonly keys?: readonly string[] };
  return (keys.length > 0 ? keys.join(", ") : instancePath.replace(/^\//, "").replaceAll("/", ".")).slice(0, NAME_MAX);
}

/** Why a parameter of `sent`, the form or query of the request, is refused. */
function causeOf(fault: FormFault, sent: unknown): ParameterCause {
  if ((fault.params as { readonly keys?: unknown } | null)?.keys !== undefined) return "unknown";
  const [, name = ""] = fault.instancePath.split("/");
  return (sent as Readonly<Record<string, unknown>> | null)?.[name] === undefined ? "missing" : "unfit";
}

const CAUSES = ["missing", "unfit", "unknown"] as const satisfies readonly ParameterCause[];

/** The refusal of a form or query with faults, each cause with the names of its parameters. */
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
