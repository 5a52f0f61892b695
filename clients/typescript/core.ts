import type { RefusalCode } from "./sambung.ts";

// The part of the client that is written by hand: one request with its key, its repeats, its limits and its refusal.
// tools/generate.ts puts it together with the types and operations of the description into sambung.ts.

/** How a client asks. */
export interface SambungOptions {
  /** Where the installation is reached, such as "https://sambung.example". */
  readonly url: string;
  /** The key of your program: "smb_…". It is sent to `url` only. */
  readonly key: string;
  /** The language of messages in refusals; English where it is left out. */
  readonly language?: "id" | "en";
  /** How long one attempt may take; 15 seconds where it is left out. Bytes, such as a sound, must begin within it, and never pause for longer. */
  readonly attemptMs?: number;
  /**
   * How long a call may take with all its attempts and waiting; a minute where it is left out. Bytes that have begun to come may then
   * take as long as they need.
   */
  readonly timeoutMs?: number;
  /** How often a request is sent at the most; 4 where it is left out. */
  readonly attemptsMax?: number;
  /** What sends requests, where that is not the `fetch` of where it runs. */
  readonly fetch?: typeof fetch;
}

/** What one call may have different. */
export interface CallOptions {
  /** The name of this order, where your program has one that outlives it; made for each order where it is left out. */
  readonly idempotencyKey?: string;
  readonly attemptMs?: number;
  readonly timeoutMs?: number;
  readonly attemptsMax?: number;
  /** Ends the call early. */
  readonly signal?: AbortSignal;
}

/** What a call may have different that is answered by bytes, such as a sound. */
export interface BytesOptions extends CallOptions {
  /** Only these bytes, counted from 0: `to` is the last one, and the last of all where it is left out. */
  readonly range?: { readonly from: number; readonly to?: number };
}

/** What came to nothing without an answer of the installation. */
export type ClientFault = "unreachable" | "timed-out" | "aborted" | "answer-unreadable";

/** A field that a refusal is about. */
export interface RefusedField {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

interface Failure {
  readonly operation: string;
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly fields?: readonly RefusedField[];
  readonly params?: Readonly<Record<string, string | number>>;
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly attempts: number;
  readonly cause?: unknown;
}

/** A call that was refused, or had no answer. */
export class SambungError extends Error {
  /** What was called, by its operationId. */
  readonly operation: string;
  /** The status of the answer; 0 where there was none. */
  readonly status: number;
  /** Why, for programs: a code of the reference, or what happened on the way. */
  readonly code: RefusalCode | ClientFault | (string & {});
  readonly fields: readonly RefusedField[];
  readonly params: Readonly<Record<string, string | number>>;
  /** What to quote when you ask about it. */
  readonly requestId: string | undefined;
  /** When to ask again, where the answer says so. */
  readonly retryAfterMs: number | undefined;
  /** How often it was sent. */
  readonly attempts: number;

  constructor(failure: Failure) {
    super(failure.message, failure.cause === undefined ? {} : { cause: failure.cause });
    this.name = "SambungError";
    this.operation = failure.operation;
    this.status = failure.status;
    this.code = failure.code;
    this.fields = failure.fields ?? [];
    this.params = failure.params ?? {};
    this.requestId = failure.requestId;
    this.retryAfterMs = failure.retryAfterMs;
    this.attempts = failure.attempts;
  }
}

/** A list, page by page: `for await (const one of list)` goes through all of it, newest first. */
export class Listing<Item, Page extends { readonly items: readonly Item[]; readonly next: string | null }> {
  readonly #pageAfter: (after: string | undefined) => Promise<Page>;

  constructor(pageAfter: (after: string | undefined) => Promise<Page>) {
    this.#pageAfter = pageAfter;
  }

  /** The first page alone. */
  page(): Promise<Page> {
    return this.#pageAfter(undefined);
  }

  /** One page after the other; each is asked for when it is needed. */
  async *pages(): AsyncGenerator<Page, void, undefined> {
    let after: string | undefined;
    do {
      const page = await this.#pageAfter(after);
      yield page;
      after = page.next ?? undefined;
    } while (after !== undefined);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.pages()) yield* page.items;
  }
}

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** One request, as an operation makes it. */
interface OperationRequest {
  readonly operation: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly query?: Query | undefined;
  readonly body?: unknown;
  /** Whether a repeated order under the same key is answered as the first one was. */
  readonly hasKey?: boolean;
  /** Whether the answer may be long: what has begun to come is not asked for once more. */
  readonly isLong?: boolean;
  /** Which bytes are asked for, as the header Range says it. */
  readonly range?: string;
}

/** Reads an answer that was no refusal; whoever reads for long says each time that more has come. */
type Reading<Answer> = (response: Response, moreCame: () => void) => Promise<Answer>;

interface Attempt {
  readonly asked: OperationRequest;
  readonly headers: Readonly<Record<string, string>>;
  readonly options: CallOptions;
  readonly nth: number;
  readonly endsAtMs: number;
}

const ATTEMPT_MS = 15_000;
const TIMEOUT_MS = 60_000;
const ATTEMPTS_MAX = 4;
const FIRST_WAIT_MS = 250;
const TOO_MANY = 429;
const PART_ONLY = 206;
const DONE: readonly number[] = [200, PART_ONLY];
/** Answers after which a request that may be repeated is sent again. */
const PASSING: readonly number[] = [502, 503, 504];

/** Sends requests: with the key, within limits, again where that does no harm. */
export class Requests {
  readonly #options: SambungOptions;
  readonly #base: string;

  constructor(options: SambungOptions) {
    this.#options = options;
    this.#base = options.url.replace(/\/+$/, "");
  }

  /** An answer of JSON. */
  async json<Answer>(request: OperationRequest, options: CallOptions): Promise<Answer> {
    return (await this.#send(request, options, (response) => response.json())) as Answer;
  }

  /** An answer with nothing in it. */
  async nothing(asked: OperationRequest, options: CallOptions): Promise<void> {
    await this.#send(asked, options, (response) => response.arrayBuffer());
  }

  /** An answer of bytes, such as a sound: as long as it comes it is waited for, and what has begun to come is not asked for once more. */
  async bytes(asked: OperationRequest, options: BytesOptions): Promise<Blob> {
    const { range } = options;
    const long = { ...asked, isLong: true };
    if (range === undefined) return this.#send(long, options, blobOf);
    const { from, to } = range;
    if (!(Number.isInteger(from) && from >= 0 && (to === undefined || (Number.isInteger(to) && to >= from)))) {
      throw new RangeError("range: whole numbers from 0 on, the first one no greater than the last");
    }
    return this.#send({ ...long, range: `bytes=${from}-${to ?? ""}` }, options, async (response, moreCame) => {
      const all = await blobOf(response, moreCame);
      // Whoever stands between may know nothing of parts, and then sends all.
      return response.status === PART_ONLY ? all : all.slice(from, to === undefined ? undefined : to + 1, all.type);
    });
  }

  /** A list, asked for page by page. */
  listing<Item, Page extends { readonly items: readonly Item[]; readonly next: string | null }>(
    asked: OperationRequest,
    options: CallOptions,
  ): Listing<Item, Page> {
    return new Listing((after) =>
      this.json<Page>(after === undefined ? asked : { ...asked, query: { ...asked.query, after } }, options),
    );
  }

  async #send<Answer>(asked: OperationRequest, options: CallOptions, read: Reading<Answer>): Promise<Answer> {
    const headers = this.#headersOf(asked, options);
    const attemptsMax = options.attemptsMax ?? this.#options.attemptsMax ?? ATTEMPTS_MAX;
    const endsAtMs = Date.now() + (options.timeoutMs ?? this.#options.timeoutMs ?? TIMEOUT_MS);
    for (let nth = 1; ; nth += 1) {
      try {
        return await this.#attempt({ asked, headers, options, nth, endsAtMs }, read);
      } catch (error) {
        if (!(error instanceof SambungError) || nth >= attemptsMax || !mayRepeat(asked, error)) throw error;
        const waitMs = error.retryAfterMs ?? waitBefore(nth);
        // Whoever is told to come back later than he may wait is told that, and not kept waiting for nothing.
        if (Date.now() + waitMs >= endsAtMs) throw error;
        await pause(waitMs, options.signal);
      }
    }
  }

  async #attempt<Answer>(attempt: Attempt, read: Reading<Answer>): Promise<Answer> {
    const { asked, headers, options, nth, endsAtMs } = attempt;
    const fault = (code: ClientFault, message: string, cause: unknown, status = 0) =>
      new SambungError({ operation: asked.operation, status, code, message, attempts: nth, cause });
    if (isAborted(options)) throw fault("aborted", "The call was ended.", options.signal?.reason);
    const ending = new AbortController();
    const end = () => ending.abort();
    options.signal?.addEventListener("abort", end);
    const attemptMs = options.attemptMs ?? this.#options.attemptMs ?? ATTEMPT_MS;
    const endAfter = (untilMs: number) => setTimeout(end, Math.max(1, Math.min(attemptMs, untilMs - Date.now())));
    let timer = endAfter(endsAtMs);
    const isBounded = (options.timeoutMs ?? this.#options.timeoutMs) !== undefined;
    const moreCame = (): void => {
      clearTimeout(timer);
      timer = endAfter(isBounded ? endsAtMs : Number.POSITIVE_INFINITY);
    };
    let status = 0;
    try {
      const response = await this.#fetch(asked, headers, ending.signal);
      status = response.status;
      if (!response.ok) throw await refusalOf(response, asked.operation, nth);
      return await read(response, moreCame);
    } catch (error) {
      if (error instanceof SambungError) throw error;
      if (isAborted(options)) throw fault("aborted", "The call was ended.", error);
      if (ending.signal.aborted) throw fault("timed-out", "There was no answer in time.", error, status);
      if (status !== 0) throw fault("answer-unreadable", "The answer could not be read.", error, status);
      throw fault("unreachable", "The installation could not be reached.", error);
    } finally {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", end);
    }
  }

  #fetch(asked: OperationRequest, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response> {
    const ask = this.#options.fetch ?? fetch;
    const { method, path, query, body } = asked;
    return ask(`${this.#base}${path}${searchOf(query)}`, {
      method,
      headers: { ...headers },
      signal,
      // The key goes to the installation and nowhere else, and no cookie goes with it.
      redirect: "error",
      credentials: "omit",
      ...(body === undefined || body === null ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** The headers of an order, the same for each of its attempts. */
  #headersOf(
    { body, hasKey, range }: OperationRequest,
    { idempotencyKey }: CallOptions,
  ): Readonly<Record<string, string>> {
    const { key, language = "en" } = this.#options;
    return {
      authorization: `Bearer ${key}`,
      accept: "application/json, application/problem+json, */*;q=0.1",
      "accept-language": language,
      ...(body === undefined || body === null ? {} : { "content-type": "application/json" }),
      ...(hasKey === true ? { "idempotency-key": idempotencyKey ?? freshKey() } : {}),
      ...(range === undefined ? {} : { range }),
    };
  }
}

function isAborted({ signal }: CallOptions): boolean {
  return signal?.aborted === true;
}

/** One part of an address. */
export function part(value: string): string {
  return encodeURIComponent(value);
}

/** Whether a request may be sent again: always after "too many", which did nothing, and otherwise where twice is once. */
function mayRepeat({ method, hasKey, isLong }: OperationRequest, { status, code }: SambungError): boolean {
  if (code === "aborted" || (isLong === true && DONE.includes(status))) return false;
  if (status === TOO_MANY) return true;
  const isHarmless = method === "GET" || hasKey === true;
  return isHarmless && (code === "unreachable" || code === "timed-out" || PASSING.includes(status));
}

function waitBefore(nth: number): number {
  return FIRST_WAIT_MS * 2 ** (nth - 1) * (0.5 + Math.random() / 2);
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done);
  });
}

/** All bytes of an answer; each time that some have come is told. */
function blobOf(response: Response, moreCame: () => void): Promise<Blob> {
  moreCame();
  const { body, headers } = response;
  if (body === null) return response.blob();
  const told = new TransformStream({
    transform: (bytes, onward) => {
      moreCame();
      onward.enqueue(bytes);
    },
  });
  return new Response(body.pipeThrough(told), { headers }).blob();
}

function searchOf(query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.append(name, String(value));
  }
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}

/** 32 hexadecimal digits that nobody else has. */
function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What a refusal says, as an error; an answer that is none of the installation's, such as a proxy's, by its status. */
async function refusalOf(response: Response, operation: string, attempts: number): Promise<SambungError> {
  const { status } = response;
  const retryAfterMs = retryAfterOf(response);
  const problem = readProblem(await response.text());
  if (problem === undefined) {
    const message = `The answer has the status ${status} and says no more.`;
    return new SambungError({ operation, status, code: "answer-unreadable", message, retryAfterMs, attempts });
  }
  return new SambungError({ ...problem, operation, status, retryAfterMs, attempts });
}

type ProblemParts = Pick<Failure, "code" | "message" | "fields" | "params" | "requestId">;

function readProblem(text: string): ProblemParts | undefined {
  try {
    const { error } = JSON.parse(text) as { readonly error?: Partial<ProblemParts> };
    if (typeof error?.code !== "string" || typeof error.message !== "string") return undefined;
    const { code, message, fields = [], params = {}, requestId } = error;
    return { code, message, fields, params, requestId };
  } catch {
    return undefined;
  }
}

function retryAfterOf({ headers }: Response): number | undefined {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;
}
