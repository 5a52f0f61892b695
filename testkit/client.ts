/** A response of the HTTP interface, read completely. */
export interface Answer<Body = unknown> {
  readonly status: number;
  readonly body: Body;
  readonly text: string;
  readonly headers: Headers;
}

/** The body of a refusal. */
export interface ProblemBody {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly params?: Readonly<Record<string, string | number>>;
    readonly fields: readonly { readonly path: string; readonly code: string; readonly message: string }[];
    readonly rule: { readonly id: string } | null;
    readonly requestId: string;
  };
}

/** A client that returns every response, refusals included. */
export interface TestClient {
  get<Body>(path: string): Promise<Answer<Body>>;
  post<Body>(path: string, body?: unknown): Promise<Answer<Body>>;
  put<Body>(path: string, body: unknown): Promise<Answer<Body>>;
  delete<Body>(path: string): Promise<Answer<Body>>;
  /** Uploads one PDF as the part `file`. */
  upload<Body>(path: string, file: { readonly name: string; readonly bytes: Uint8Array }): Promise<Answer<Body>>;
  send<Body>(path: string, init: RequestInit): Promise<Answer<Body>>;
  /** The bytes of a file; throws on a refusal. */
  fetchBytes(path: string): Promise<Uint8Array>;
}

/** The cookie that carries a session. */
export const COOKIE = "__Host-sambung";
/** Only a request without any response is a fault, even on a busy machine. */
const REQUEST_MS_MAX = 60_000;

/** Opens a client; with `token` it is signed in. It sends an Origin header unless a test overrides it. */
export function openTestClient(url: string, token?: string): TestClient {
  const send = async <Body>(path: string, init: RequestInit): Promise<Answer<Body>> => {
    const headers = new Headers(init.headers);
    if (!headers.has("origin")) headers.set("origin", url);
    // Compressing every response for a client on the same machine costs a twentieth of a run.
    if (!headers.has("accept-encoding")) headers.set("accept-encoding", "identity");
    if (token !== undefined) headers.set("cookie", `${COOKIE}=${token}`);
    const signal = init.signal ?? AbortSignal.timeout(REQUEST_MS_MAX);
    const response = await fetch(`${url}${path}`, { redirect: "manual", ...init, headers, signal });
    const text = await response.text();
    return { status: response.status, text, body: parsed(text) as Body, headers: response.headers };
  };
  const withBody = <Body>(method: string, path: string, body: unknown) =>
    send<Body>(path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
  return {
    send,
    get: (path) => send(path, { method: "GET" }),
    post: (path, body) => withBody("POST", path, body),
    put: (path, body) => withBody("PUT", path, body),
    delete: (path) => send(path, { method: "DELETE" }),
    fetchBytes: async (path) => {
      const headers = token === undefined ? {} : { cookie: `${COOKIE}=${token}` };
      const response = await fetch(`${url}${path}`, { headers, signal: AbortSignal.timeout(REQUEST_MS_MAX) });
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    },
    upload: (path, file) => {
      const form = new FormData();
      form.set("file", new Blob([new Uint8Array(file.bytes)], { type: "application/pdf" }), file.name);
      return send(path, { method: "POST", body: form });
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
