import type { CallCentre } from "./call-centre.ts";

/** A response to an API client. */
export interface ProgramAnswer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** A refusal as API clients receive it. */
export interface ProgramProblem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly fields: readonly { readonly path: string; readonly code: string }[];
  };
}

/** Further options of a request. */
export interface ApiRequestOptions {
  readonly language?: string;
  readonly idempotency?: string;
  readonly range?: string;
}

/** An API client with a key, or without one. */
export interface ProgramClient {
  ask<Body = ProgramProblem>(
    method: string,
    path: string,
    body?: unknown,
    options?: ApiRequestOptions,
  ): Promise<ProgramAnswer<Body>>;
}

/** Creates a key with these scopes, as a tenant's administrator does. */
export async function programKeyOf({ operator }: CallCentre, name: string, scopes: readonly string[]): Promise<string> {
  const made = await operator.client.post<{ key: string }>("/api/service/api-keys", { name, scopes, expiresAt: null });
  if (made.status !== 201) throw new Error(`no key: ${made.text}`);
  return made.body.key;
}

/** Opens an API client on a portal; `key` is null for one without a key. */
export function openProgramClient(url: string, key: string | null): ProgramClient {
  return {
    ask: async (method, path, body, { language = "en", idempotency, range } = {}) => {
      const answer = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          "accept-language": language,
          ...(key === null ? {} : { authorization: `Bearer ${key}` }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...(idempotency === undefined ? {} : { "idempotency-key": idempotency }),
          ...(range === undefined ? {} : { range }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      const isJson = answer.headers.get("content-type")?.includes("json") === true;
      return { status: answer.status, headers: answer.headers, body: (isJson ? JSON.parse(text) : text) as never };
    },
  };
}
