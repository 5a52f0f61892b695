/** A browser-like client of the real HTTP interface: stores its cookie, sends an Origin header, and throws on errors. */
export interface DemoClient {
  get<Body>(path: string): Promise<Body>;
  post<Body>(path: string, body: unknown): Promise<Body>;
  put<Body>(path: string, body: unknown): Promise<Body>;
  upload<Body>(path: string, file: { readonly name: string; readonly bytes: Uint8Array }): Promise<Body>;
  /** The bytes at a path. */
  bytes(path: string): Promise<Uint8Array>;
  text(path: string, init?: RequestInit): Promise<string>;
  /** The session cookie, for another program that acts for the same user. */
  cookie(): string;
}

/** The User-Agent of the demonstration's own programs, whose requests do not count as visits. */
export const DEMONSTRATION_AGENT = "sambung-demonstration";

const REQUEST_MS_MAX = 30_000;

/** Thrown on any response other than success. */
class DemoFailure extends Error {
  override readonly name = "DemoFailure";
}

/** Opens a client of one user; `locale` is the user's language. */
export function openDemoClient(url: string, locale: "id" | "en" = "id"): DemoClient {
  let cookie = "";
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set("origin", url);
    headers.set("accept-language", locale);
    headers.set("user-agent", DEMONSTRATION_AGENT);
    if (cookie !== "") headers.set("cookie", cookie);
    const response = await fetch(`${url}${path}`, { ...init, headers, signal: AbortSignal.timeout(REQUEST_MS_MAX) });
    const set = response.headers.getSetCookie().find((line) => line.startsWith("__Host-"));
    if (set !== undefined) cookie = set.split(";")[0] ?? "";
    if (!response.ok) {
      throw new DemoFailure(
        `${init.method ?? "GET"} ${path}: ${response.status} ${(await response.text()).slice(0, 500)}`,
      );
    }
    return response;
  };
  const send = async <Body>(method: string, path: string, body: unknown): Promise<Body> => {
    const init = { method, body: JSON.stringify(body), headers: { "content-type": "application/json" } };
    const response = await ask(path, init);
    const text = await response.text();
    return (text === "" ? undefined : JSON.parse(text)) as Body;
  };
  return {
    get: async <Body>(path: string) => (await (await ask(path)).json()) as Body,
    post: (path, body) => send("POST", path, body),
    put: (path, body) => send("PUT", path, body),
    upload: async <Body>(path: string, file: { readonly name: string; readonly bytes: Uint8Array }) => {
      const body = new FormData();
      body.set("file", new Blob([new Uint8Array(file.bytes)], { type: "application/pdf" }), file.name);
      return (await (await ask(path, { method: "POST", body })).json()) as Body;
    },
    bytes: async (path) => new Uint8Array(await (await ask(path)).arrayBuffer()),
    text: async (path, init) => (await ask(path, init)).text(),
    cookie: () => cookie,
  };
}
