import type { FastifyContextConfig, FastifyReply, FastifyRequest, RouteShorthandOptions } from "fastify";
import { z } from "zod";
import { ok, type RefusalTable, type Result } from "../../kernel/index.ts";
import { type DatabaseTransaction, inTenant } from "../database/index.ts";
import { type AccessRule, type Http, problemSchema, type Refused, sendRefusal } from "../http/index.ts";
import type { Kit } from "../kit/index.ts";

type Schema = z.ZodType;
type ProblemStatus = 402 | 404 | 410 | 413 | 415 | 429 | 503;

/** Schemas of a route's request and response; a route without `answer` responds 204. */
interface RouteShape<Params extends Schema, Query extends Schema, Body extends Schema, Answer extends Schema> {
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly answer?: Answer;
  /** Status of a success; 200 if not given. */
  readonly status?: 200 | 201 | 202;
  /** Statuses of problems beside those that follow from the shape (400, 403, 404, 409). */
  readonly problems?: readonly ProblemStatus[];
  /** Settings of the route beside its access rule, which is that of the module. */
  readonly config?: Omit<FastifyContextConfig, "access">;
  readonly bodyLimit?: number;
}

/** A request that the route's schemas have accepted. */
interface TenantRequest<Context, Params extends Schema, Query extends Schema, Body extends Schema> {
  readonly params: z.output<Params>;
  readonly query: z.output<Query>;
  readonly body: z.output<Body>;
  readonly requestContext: Context;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

type Method = "GET" | "POST" | "PUT" | "DELETE";

/** Registers a command: its refusal is sent as a problem, its value as the response. */
type AddCommand<Context, Code extends string> = <
  Params extends Schema,
  Query extends Schema,
  Body extends Schema,
  Answer extends Schema = z.ZodNull,
>(
  url: string,
  shape: RouteShape<Params, Query, Body, Answer>,
  handle: (request: TenantRequest<Context, Params, Query, Body>) => Promise<Result<z.input<Answer>, Refused<Code>>>,
) => void;

/** Routes of one module for users of a tenant. */
interface TenantRoutes<Context, Code extends string> {
  /** Registers a read in a transaction of the tenant; undefined is refused with `missing`. */
  get<Params extends Schema, Query extends Schema, Answer extends Schema>(
    url: string,
    shape: RouteShape<Params, Query, Schema, Answer> & { readonly answer: Answer; readonly missing?: Code },
    read: (
      trx: DatabaseTransaction,
      request: TenantRequest<Context, Params, Query, Schema>,
    ) => Promise<z.input<Answer> | undefined>,
  ): void;
  readonly post: AddCommand<Context, Code>;
  readonly put: AddCommand<Context, Code>;
  readonly delete: AddCommand<Context, Code>;
}

/** Opens routes of a module for users of one kind, with the refusals of the module. */
export type OpenRoutes<Context> = <Code extends string>(
  app: Http,
  kit: Kit,
  refusals: RefusalTable<Code>,
) => TenantRoutes<Context, Code>;

/** Properties that all routes of a module share. */
interface TenantRoutesOptions<Access extends AccessRule, Context, Code extends string> {
  readonly tag: string;
  readonly access: Access;
  /** The user of a request, whom `access` has let in, with the tenant; it may refuse users who lack more than a permission. */
  readonly contextOf: (request: FastifyRequest, access: Access) => Context | Promise<Result<Context, Code>>;
  readonly refusals: RefusalTable<Code>;
  /** Statuses that `contextOf` may refuse with. */
  readonly problems?: readonly ProblemStatus[];
}

/**
 * Opens the routes of a module for users with `access` in their tenant. Every route gets its tag, its access rule and the
 * description of its problems; refusal codes are sent by the kinds in `refusals`.
 */
export function tenantRoutes<
  Access extends AccessRule,
  Context extends { readonly tenantId: string },
  Code extends string,
>(
  app: Http,
  kit: Kit,
  { tag, access, contextOf, refusals, problems = [] }: TenantRoutesOptions<Access, Context, Code>,
): TenantRoutes<Context, Code> {
  type AnyShape = RouteShape<Schema, Schema, Schema, Schema> & { readonly missing?: Code };
  type AnyRequest = TenantRequest<Context, Schema, Schema, Schema>;
  const add = (
    method: Method,
    url: string,
    shape: AnyShape,
    handle: (request: AnyRequest) => Promise<Result<unknown, Refused<Code>>>,
  ) => {
    const success = shape.answer === undefined ? 204 : (shape.status ?? 200);
    const options: RouteShorthandOptions = {
      config: { ...shape.config, access },
      schema: {
        tags: [tag],
        summary: shape.summary,
        ...(shape.params && { params: shape.params }),
        ...(shape.query && { querystring: shape.query }),
        ...(shape.body && { body: shape.body }),
        response: { [success]: shape.answer ?? z.null(), ...problemsOf(method, shape, problems) },
      },
      ...(shape.bodyLimit !== undefined && { bodyLimit: shape.bodyLimit }),
    };
    app.route({
      method,
      url,
      ...options,
      handler: async (request: FastifyRequest, reply: FastifyReply) => {
        const { params, query, body } = request as Pick<AnyRequest, "params" | "query" | "body">;
        const found = contextOf(request, access);
        const admitted: Result<Context, Code> = found instanceof Promise ? await found : ok(found);
        if (!admitted.ok) return sendRefusal(kit, reply, refusals, admitted.refusal);
        const done = await handle({ params, query, body, requestContext: admitted.value, request, reply });
        if (!done.ok) return sendRefusal(kit, reply, refusals, done.refusal);
        return reply.code(success).send(done.value);
      },
    });
  };
  const command =
    (method: Method): AddCommand<Context, Code> =>
    (url, shape, handle) =>
      add(method, url, shape, handle as (request: AnyRequest) => Promise<Result<unknown, Refused<Code>>>);
  return {
    get: (url, shape, read) =>
      add("GET", url, shape, async (request) => {
        const { tenantId } = request.requestContext;
        const value = await inTenant(kit.db, tenantId, (trx) => read(trx, request as Parameters<typeof read>[1]));
        if (value !== undefined) return { ok: true, value };
        if (shape.missing === undefined) throw new Error(`${url} found nothing and has no refusal for it`);
        return { ok: false, refusal: shape.missing };
      }),
    post: command("POST"),
    put: command("PUT"),
    delete: command("DELETE"),
  };
}

/** Statuses that a request may be refused with: 400 by its schemas, 403 by its access, 404 and 409 by its row. */
function problemsOf(
  method: Method,
  { params, query, body, problems = [] }: RouteShape<Schema, Schema, Schema, Schema>,
  ofContext: readonly ProblemStatus[],
) {
  const isRead = method === "GET";
  const isParsed = [params, query, body].some((schema) => schema !== undefined);
  const statuses = [
    ...(isParsed || !isRead ? [400] : []),
    403,
    ...(params !== undefined || !isRead ? [404] : []),
    ...(isRead ? [] : [409]),
    ...problems,
    ...ofContext,
  ];
  return Object.fromEntries(statuses.map((status) => [status, problemSchema]));
}
