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
/** Of what somebody shows so much tells him from others. */
const SHOWN_MAX = 60;
/** What creates calls and messages, which costs more than a look. */
const CREATING = /\/(?:calls|conferences|participants|queues|messages(?:\/bulk)?)$/;
/** The sound of a recording, which takes its time. */
const SOUND = /\/sound$/;

/** A program that has shown its key. */
interface Program {
  readonly keyId: string;
  readonly tenantId: string;
}

/** What our own interface for programs stands on. */
export interface ProgramDependencies {
  readonly kit: Kit;
  /** What programs do, by the same code as in the field's shapes. */
  readonly operations: ApiOperations;
  /** Counts what is asked of both interfaces together. */
  readonly door: RestRateLimit;
  /** The same of sounds, of which few go at once. */
  readonly sounds: RestRateLimit;
  /** Who asks by a key, where the key is for it. */
  readonly programOf: (
    request: FastifyRequest,
    scope: ApiScope,
  ) => Promise<Result<Program, "api-key-missing" | "api-key-unknown" | "api-key-scope">>;
}

const programs = new WeakMap<FastifyRequest, Program>();

/** The program that was let in. */
export function apiClientOf(request: FastifyRequest): Program {
  return present(programs.get(request), "a program that was let in");
}

/** The program that a request is known to be of, let in or not; undefined where its key was not looked up. */
export function programKnown(request: FastifyRequest): Program | undefined {
  return programs.get(request);
}

/** Opens the part of the server that programs ask by their keys: who asks is known, and counted, before anything else is looked at. */
export function openProgramServer(app: Http, dependencies: ProgramDependencies, addRoutes: (api: Http) => void): void {
  // What anybody may make up takes no place of those who have proven theirs.
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

/** Lets a request in by what whoever asks may; nobody waits for an answer any more who has gone. */
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

/** The key of a request that may be repeated; null without one. */
export function requestKeyOf({ headers }: Pick<FastifyRequest, "headers">): Result<string | null, Refused> {
  const key = headers["idempotency-key"];
  if (key === undefined) return ok(null);
  return typeof key === "string" && REQUEST_KEY.test(key) ? ok(key) : refuse({ code: "idempotency-key-unfit" });
}

/** Answers a refusal, at the field it is about. */
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

/** What is said of a thing that is not there. */
export function missing(
  doors: Pick<ProgramDependencies, "kit">,
  reply: FastifyReply,
  code: ProgramRefusal,
): FastifyReply {
  return refuseProgram(doors, reply, { code });
}
