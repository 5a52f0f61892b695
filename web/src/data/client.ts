/** The one door to the HTTP API: language, same-origin cookies, the server's clock. */
import createClient from "openapi-fetch";
import type { paths } from "../generated/api.d.ts";

let locale = "id";
let clockAheadMs = 0;

/** Tells the client which language answers should come in. */
export function speak(next: string): void {
  locale = next;
}

/** The language that requests ask for. */
export const spokenLocale = (): string => locale;

/** The server's time now, as the last answers told it; countdowns use it because a phone's clock may be wrong. */
export const serverNowMs = (): number => Date.now() + clockAheadMs;

const listen = (response: Response): void => {
  const stamp = Date.parse(response.headers.get("Date") ?? "");
  if (Number.isNaN(stamp)) return;
  const aheadMs = stamp - Date.now();
  clockAheadMs = Math.abs(aheadMs) > 2_000 ? aheadMs : 0;
};

/** Typed calls: `read(api.GET("/api/session"))`. */
export const api = createClient<paths>({ baseUrl: "", credentials: "same-origin" });

api.use({
  onRequest({ request }) {
    request.headers.set("Accept-Language", locale);
    return request;
  },
  onResponse({ response }) {
    listen(response);
    return undefined;
  },
});
