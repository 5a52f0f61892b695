import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { type Locale, localeOf } from "../texts/index.ts";
import { problemSchema } from "./problem.ts";

/** An API client shares the rate limit of its tenant, which is counted separately. */
const RATE = { max: 60_000, timeWindow: 60_000 } as const;

/** Path prefixes of API clients: the native API, and the Twilio-compatible API. */
const PROGRAM_URL = /^\/(?:api\/v1|2010-04-01|v1\/Workspaces)(?:[/.?]|$)/;

/** The language of a request: English by default for API clients, Indonesian for users. */
export function localeOfRequest({ url, headers }: Pick<FastifyRequest, "url" | "headers">): Locale {
  return localeOf(headers["accept-language"], PROGRAM_URL.test(url) ? "en" : "id");
}

/** Name of the API key scheme in the API description. */
export const KEY_SCHEME = "key";

/** Options of a route of the native API: the scope of the API key, for the server and for the API description. */
export function forPrograms<Scope extends string>(scope: Scope) {
  return {
    config: { access: "public", isForMachines: true, rateLimit: RATE, scope },
    security: [{ [KEY_SCHEME]: [scope] }],
  } as const;
}

/** A refusal as API clients receive it (RFC 9457); `error` has the same format as everywhere. */
const programProblemSchema = problemSchema
  .extend({
    type: z.literal("about:blank"),
    /** The name of the status. */
    title: z.string(),
    status: z.int(),
    /** Explanation in the caller's language. */
    detail: z.string(),
  })
  .meta({ id: "ProgramProblem" });

type ProgramProblems<Status extends number> = Readonly<Record<Status, typeof programProblemSchema>>;

/** Refusals of a route: no valid API key (401), a key without the scope (403), too many requests (429), and an outage (503). */
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

/** Describes the refusals of a native API route as problems (RFC 9457). */
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
