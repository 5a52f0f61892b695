import type { CallCentre } from "./call-centre.ts";

/** What a program is answered. */
export interface ProgramAnswer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** A refusal as programs get it. */
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

/** What else a request says. */
export interface ApiRequestOptions {
  readonly language?: string;
  readonly idempotency?: string;
  readonly range?: string;
}

/** A program that asks by a key, or by none. */
export interface ProgramClient {
  ask<Body = ProgramProblem>(
    method: string,
    path: string,
    body?: unknown,
    options?: ApiRequestOptions,
  ): Promise<ProgramAnswer<Body>>;
}

/** Makes a key with these scopes, as the administrator of a call centre does. */
export async function programKeyOf({ operator }: CallCentre, name: string, scopes: readonly string[]): Promise<string> {
  const made = await operator.client.post<{ key: string }>("/api/service/api-keys", { name, scopes, expiresAt: null });
  if (made.status !== 201) throw new Error(`no key: ${made.text}`);
  return made.body.key;
}

/** Opens a program on a portal; `key` is null for one that shows none. */
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
