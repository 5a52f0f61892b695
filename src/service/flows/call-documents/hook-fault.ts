import type { OutwardFault } from "../../tenancy/webhooks/index.ts";

/** Twilio's error code for each failure of a webhook request. */
export const ERROR_OF_FAULT: Readonly<Record<OutwardFault, number>> = {
  "url-wrong": 11_100,
  "unknown-name": 11_210,
  "forbidden-address": 11_210,
  unreachable: 11_205,
  untrusted: 11_237,
  "cut-off": 11_206,
  nonsense: 11_206,
  slow: 11_205,
  aborted: 11_205,
  "too-large": 11_750,
  busy: 11_205,
};

/** Error code of a webhook response without a document, by its HTTP status. Redirects are not followed. */
export function errorOfStatus(status: number): number | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? 11_215 : 11_200;
}
