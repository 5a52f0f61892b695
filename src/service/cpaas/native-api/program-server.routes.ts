import type { FastifyReply, FastifyRequest } from "fastify";
import type { ApiScope } from "../../../identity/index.ts";
import { ok, present, type Result, refuse } from "../../../kernel/index.ts";
import { type Http, openRecentCallers, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import {
  type ApiOperations,
  enterBy,
  openRestRateLimit,
  type RestRateLimit,
  type RestRateLimitPair,
} from "../twilio-api/index.ts";
import { PROGRAM_STATUS, type ProgramRefusal, type Refused } from "./program-refusal.ts";

const REQUEST_KEY = /^[\x21-\x7e]{1,100}$/;
const SECOND_MS = 1_000;
/** Maximum length of the IP address and credentials that identify an unauthenticated client. */
const SHOWN_MAX = 60;
/** Routes that create calls and messages, which cost more than reads. */
const CREATING = /\/(?:calls|conferences|participants|queues|messages(?:\/bulk)?)$/;
/** The audio of a recording, which takes long to send. */
const SOUND = /\/sound$/;

/** An API client that is authenticated by its key. */
interface Program {
  readonly keyId: string;
  readonly tenantId: string;
}

/** Dependencies of the native API. */
export interface ProgramDependencies {
  readonly kit: Kit;
  /** API operations, shared with the Twilio-compatible API. */
  readonly operations: ApiOperations;
  /** Rate limit shared by both APIs. */
  readonly door: RestRateLimit;
  /** Rate limit of audio downloads, few of which run at once. */
  readonly sounds: RestRateLimit;
  /** Authenticates the API key of a request and checks its scope. */
  readonly programOf: (
    request: FastifyRequest,
    scope: ApiScope,
  ) => Promise<Result<Program, "api-key-missing" | "api-key-unknown" | "api-key-scope">>;
}

const programs = new WeakMap<FastifyRequest, Program>();

/** The authenticated API client of a request. */
export function apiClientOf(request: FastifyRequest): Program {
  return present(programs.get(request), "a program that was let in");
}

/** The API client of a request, also if the request was rejected; undefined if its key was not looked up. */
export function programKnown(request: FastifyRequest): Program | undefined {
  return programs.get(request);
}

/** Opens the API server: authentication and rate limiting run before any other processing of a request. */
export function openProgramServer(app: Http, dependencies: ProgramDependencies, addRoutes: (api: Http) => void): void {
  // A separate rate limit for unauthenticated requests, so that they cannot use up the limit of authenticated clients.
  const shownDoor = { door: openRestRateLimit() };
  const recent = openRecentCallers<Program>();
  app.register(async (api) => {
    api.addHook("onRequest", async (request, reply) => {
      const { scope } = request.routeOptions.config;
      if (scope === undefined) return undefined;
      const { authorization } = request.headers;
      const shown = `${request.ip} ${authorization ?? ""}`.slice(0, SHOWN_MAX);
      if (!isLetIn(dependencies, shownDoor, { request, reply, who: shown })) {
        const known = recent.find(authorization);
        if (known !== undefined) programs.set(request, known);
        return reply;
      }
      const program = await dependencies.programOf(request, scope as ApiScope);
      if (!program.ok) return refuseProgram(dependencies, reply, { code: program.refusal });
      programs.set(request, program.value);
      recent.add(authorization, program.value);
      return isLetIn(dependencies, dependencies, { request, reply, who: program.value.tenantId }) ? undefined : reply;
    });
    addRoutes(api as unknown as Http);
  });
}

/** Applies the rate limit to a request; sends no response if the client has disconnected. */
function isLetIn(
  doors: Pick<ProgramDependencies, "kit">,
  pair: RestRateLimitPair,
  { request, reply, who }: { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly who: string },
): boolean {
  const { url = "" } = request.routeOptions;
  const isCreating = request.method === "POST" && CREATING.test(url);
  const asked = { who, isCreating, isSound: SOUND.test(url), nowMs: doors.kit.clock.nowMs() };
  const entered = enterBy(pair, asked, reply.raw);
  if (entered === "in") return true;
  if (entered === "gone") reply.hijack();
  else {
    const retryAfterS = Math.max(1, Math.ceil(entered.waitMs / SECOND_MS));
    refuseProgram(doors, reply, { code: "too-many-requests", retryAfterS });
  }
  return false;
}

/** Parses the Idempotency-Key header; null without one. */
export function requestKeyOf({ headers }: Pick<FastifyRequest, "headers">): Result<string | null, Refused> {
  const key = headers["idempotency-key"];
  if (key === undefined) return ok(null);
  return typeof key === "string" && REQUEST_KEY.test(key) ? ok(key) : refuse({ code: "idempotency-key-unfit" });
}

/** Sends an error response, with the field that it concerns. */
export function refuseProgram(
  { kit }: Pick<ProgramDependencies, "kit">,
  reply: FastifyReply,
  refused: Refused,
): FastifyReply {
  const { code, field, params, retryAfterS } = refused;
  const status = PROGRAM_STATUS[code];
  if (status === 401) reply.header("www-authenticate", 'Bearer realm="sambung"');
  if (status === 429 || status === 503) reply.header("retry-after", String(retryAfterS ?? 1));
  const own = params === undefined ? { code } : { code, params };
  return sendProblem(reply, kit.texts, status, {
    ...own,
    fields: field === undefined ? [] : [{ path: field, ...own }],
  });
}

/** Sends the error for a missing resource. */
export function missing(
  doors: Pick<ProgramDependencies, "kit">,
  reply: FastifyReply,
  code: ProgramRefusal,
): FastifyReply {
  return refuseProgram(doors, reply, { code });
}
