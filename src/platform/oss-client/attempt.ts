import { ok, type Result, refuse } from "../../kernel/index.ts";
import { type OssRefusal, REPLY_BYTES_MAX } from "../../protocols/oss/index.ts";

/** One HTTP request to OSS. */
export interface AttemptRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Aborts the attempt. */
  readonly signal: AbortSignal;
}

/** Maximum number of characters of a cause in a refusal's detail. */
const DETAIL_MAX = 200;

/**
 * Sends one request and returns the bytes of its response for every HTTP status below 500, because the contract
 * puts the code into the body. Refuses with `oss-unavailable` on transport errors, time-out and 5xx, and with `oss-malformed`
 * on a redirect or a response over `REPLY_BYTES_MAX`.
 */
export async function attempt(request: AttemptRequest): Promise<Result<Uint8Array, OssRefusal>> {
  const { url, headers, body, signal } = request;
  try {
    const response = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
    if (response.status >= 500) return await drop(response, "oss-unavailable", `HTTP ${response.status}`);
    if (response.status >= 300 && response.status < 400) return await drop(response, "oss-malformed", "redirect");
    return await readCapped(response);
  } catch (cause) {
    return refuse({ code: "oss-unavailable", detail: reasonOf(cause, signal) });
  }
}

/**
 * Downloads a file from its link: at most 2 MB, the contract's limit for linked files, and `REPLY_BYTES_MAX`. Refuses with `oss-unavailable` or `oss-malformed`
 * as `attempt` does, also when it is too large.
 */
export async function fetchFile(request: Omit<AttemptRequest, "body">): Promise<Result<Uint8Array, OssRefusal>> {
  const { url, headers, signal } = request;
  try {
    const response = await fetch(url, { headers, signal, redirect: "manual" });
    if (response.status >= 500) return await drop(response, "oss-unavailable", `HTTP ${response.status}`);
    if (response.status !== 200) return await drop(response, "oss-malformed", `HTTP ${response.status}`);
    return await readCapped(response);
  } catch (cause) {
    return refuse({ code: "oss-unavailable", detail: reasonOf(cause, signal) });
  }
}

async function readCapped(response: Response): Promise<Result<Uint8Array, OssRefusal>> {
  const declared = Number(response.headers.get("content-length") ?? "0");
  if (declared > REPLY_BYTES_MAX) return await drop(response, "oss-malformed", `${declared} bytes declared`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const body: AsyncIterable<Uint8Array> | undefined = response.body ?? undefined;
  if (body === undefined) return ok(new Uint8Array());
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > REPLY_BYTES_MAX) return refuse({ code: "oss-malformed", detail: `over ${REPLY_BYTES_MAX} bytes` });
    chunks.push(chunk);
  }
  return ok(Buffer.concat(chunks));
}

/** Releases the connection without reading the rest of the body. */
async function drop(response: Response, code: OssRefusal["code"], detail: string): Promise<Result<never, OssRefusal>> {
  await response.body?.cancel().catch(() => undefined);
  return refuse({ code, detail });
}

function reasonOf(cause: unknown, signal: AbortSignal): string {
  if (signal.aborted) return "no answer in time";
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return (inner instanceof Error ? inner.message : String(inner)).slice(0, DETAIL_MAX);
}
