import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { type Locale, localeOf } from "../texts/index.ts";
import { problemSchema } from "./problem.ts";

/** A program may ask as often as its call centre may; what it may is counted by whom it asks for. */
const RATE = { max: 60_000, timeWindow: 60_000 } as const;

/** Below what programs send requests: our own interface, and the one that is compatible with Twilio's. */
const PROGRAM_URL = /^\/(?:api\/v1|2010-04-01|v1\/Workspaces)(?:[/.?]|$)/;

/** The language of a request: programs read English by default, people Indonesian. */
export function localeOfRequest({ url, headers }: Pick<FastifyRequest, "url" | "headers">): Locale {
  return localeOf(headers["accept-language"], PROGRAM_URL.test(url) ? "en" : "id");
}

/** The name of the keys of programs in the description of the interface. */
export const KEY_SCHEME = "key";

/** How a route of our own interface says that programs ask it, and what their key must be for: once for the server, once for its description. */
export function forPrograms<Scope extends string>(scope: Scope) {
  return {
    config: { access: "public", isForMachines: true, rateLimit: RATE, scope },
    security: [{ [KEY_SCHEME]: [scope] }],
  } as const;
}

/** A refusal as programs get it (RFC 9457): what stands in `error` is the same as everywhere. */
const programProblemSchema = problemSchema
  .extend({
    type: z.literal("about:blank"),
    /** The name of the status. */
    title: z.string(),
    status: z.int(),
    /** What was wrong, in the language of whoever asks. */
    detail: z.string(),
  })
  .meta({ id: "ProgramProblem" });

type ProgramProblems<Status extends number> = Readonly<Record<Status, typeof programProblemSchema>>;

/** What a route may be refused with: who does not show a key (401) or one for something else (403), who asks too often (429), and while something is away (503). */
export function programProblems<Status extends number>(
  ...own: readonly Status[]
): ProgramProblems<Status | 400 | 401 | 403 | 429 | 503> {
  const all = [400, 401, 403, 429, 503, ...own];
  return Object.fromEntries(all.map((status) => [status, programProblemSchema])) as ProgramProblems<
    Status | 400 | 401 | 403 | 429 | 503
  >;
}

interface Described {
  readonly route: { readonly config?: { readonly scope?: string } };
}

interface Transformed {
  readonly schema?: unknown;
  readonly url: string;
}

const FIRST_PROBLEM = 400;

/** The description of a route for programs says that its refusals are problems. */
export function withProgramProblems<Own extends Transformed>({ route }: Described, transformed: Own): Own {
  const { response } = (transformed.schema ?? {}) as { readonly response?: Readonly<Record<string, unknown>> };
  if (route.config?.scope === undefined || response === undefined) return transformed;
  const described: Record<string, unknown> = {};
  for (const [status, schema] of Object.entries(response)) {
    const problem = { description: "A refusal (RFC 9457)", content: { "application/problem+json": { schema } } };
    described[status] = Number(status) < FIRST_PROBLEM ? schema : problem;
  }
  return { ...transformed, schema: { ...(transformed.schema as object), response: described } };
}
