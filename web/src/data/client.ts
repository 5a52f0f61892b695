/** The client of the HTTP API: sets the language, uses same-origin cookies and tracks the server's clock. */
import type { Client } from "openapi-fetch";
import type { paths } from "../generated/api.d.ts";

let locale = "id";
let clockAheadMs = 0;

/** Sets the language that requests ask for. */
export function speak(next: string): void {
  locale = next;
}

/** The language that requests ask for. */
export const spokenLocale = (): string => locale;

/** The server's current time, by the `Date` header of the latest response; countdowns use it because a phone's clock may be wrong. */
export const serverNowMs = (): number => Date.now() + clockAheadMs;

const listen = (response: Response): void => {
  const stamp = Date.parse(response.headers.get("Date") ?? "");
  if (Number.isNaN(stamp)) return;
  const aheadMs = stamp - Date.now();
  clockAheadMs = Math.abs(aheadMs) > 2_000 ? aheadMs : 0;
};

/** Parameters and body of a call. The generated API description defines which of them each path takes. */
interface Carried {
  readonly params?: {
    readonly path?: Readonly<Record<string, unknown>>;
    readonly query?: Readonly<Record<string, unknown>>;
  };
  readonly body?: unknown;
}

/** The URL path with its parameters filled in; undefined query parameters are left out. */
export function addressOf(
  path: string,
  { path: places = {}, query = {} }: NonNullable<Carried["params"]> = {},
): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(places[name])));
  const asked = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(asked.map(([key, value]) => [key, String(value)])).toString();
  return search === "" ? filled : `${filled}?${search}`;
}

/** The JSON body of a response; undefined when the body is not JSON. */
async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const call =
  (method: string) =>
  async (path: string, carried: Carried = {}) => {
    const { body, params } = carried;
    const headers = new Headers({ "Accept-Language": locale });
    if (body !== undefined) headers.set("Content-Type", "application/json");
    const sent = body === undefined ? null : JSON.stringify(body);
    const response = await fetch(addressOf(path, params), { method, headers, body: sent });
    listen(response);
    const data = await bodyOf(response);
    return response.ok ? { data, response } : { error: data, response };
  };

/**
 * Typed calls: `read(api.GET("/api/session"))`. The types are those of openapi-fetch; its code is not used because it would add to the download before every
 * first screen.
 */
export const api = {
  GET: call("GET"),
  POST: call("POST"),
  PUT: call("PUT"),
  DELETE: call("DELETE"),
} as unknown as Pick<Client<paths>, "GET" | "POST" | "PUT" | "DELETE">;
