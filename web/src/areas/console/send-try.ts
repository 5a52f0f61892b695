/** Sends a trial request like an API client: with the pasted key and without the session cookie. */
import { addressOf, type RequestValues } from "../../../../src/service/cpaas/reference/code-sample.shared.ts";
import type { PlacedOperation } from "../../../../src/service/cpaas/reference/openapi-shape.shared.ts";
import { spokenLocale } from "../../data/client.ts";

/** The response body: text, truncated where long, or a binary body. */
export type TriedBody =
  | { readonly kind: "nothing" }
  | { readonly kind: "text"; readonly text: string; readonly length: number }
  | { readonly kind: "other"; readonly type: string; readonly bytes: number | undefined };

/** The request and its response. */
export interface Tried {
  readonly sent: string;
  readonly status: number;
  readonly headers: string;
  readonly body: TriedBody;
  readonly tookMs: number;
}

/** Maximum number of characters shown of a response body. */
export const SHOWN_MAX = 20_000;
const TIMEOUT_MS = 30_000;

/** Sends the request; throws when there is no response. */
export async function sendTry(placed: PlacedOperation, values: RequestValues, key: string): Promise<Tried> {
  const address = addressOf(placed, values);
  const method = placed.method.toUpperCase();
  const body = values.body === undefined ? undefined : JSON.stringify(values.body, null, 2);
  const headers = {
    "accept-language": spokenLocale(),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(values.idempotencyKey === undefined ? {} : { "idempotency-key": values.idempotencyKey }),
  };
  const began = performance.now();
  const answer = await fetch(address, {
    method,
    headers: { ...headers, authorization: `Bearer ${key}` },
    credentials: "omit",
    redirect: "error",
    cache: "no-store",
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(body === undefined ? {} : { body }),
  });
  const shown = await bodyOf(answer);
  const written = Object.entries({ ...headers, authorization: "Bearer smb_…" }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return {
    sent: [`${method} ${address}`, ...written, ...(body === undefined ? [] : ["", body])].join("\n"),
    status: answer.status,
    headers: [...answer.headers].map(([name, value]) => `${name}: ${value}`).join("\n"),
    body: shown,
    tookMs: Math.round(performance.now() - began),
  };
}

/** A binary body, such as audio, is not read; its length comes from the response. */
async function bodyOf(answer: Response): Promise<TriedBody> {
  const type = answer.headers.get("content-type") ?? "";
  if (type !== "" && !type.includes("json") && !type.startsWith("text/")) {
    await answer.body?.cancel();
    const length = answer.headers.get("content-length");
    return { kind: "other", type, bytes: length === null ? undefined : Number(length) };
  }
  const text = pretty(await answer.text());
  return text === "" ? { kind: "nothing" } : { kind: "text", text: text.slice(0, SHOWN_MAX), length: text.length };
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
