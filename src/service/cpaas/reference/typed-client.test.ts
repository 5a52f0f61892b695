import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  type BytesOptions,
  type CallOptions,
  Sambung,
  SambungError,
  type SambungOptions,
} from "../../../../clients/typescript/sambung.ts";

const FORM = { from: "TOKOKITA", to: "+6281234567890", text: "Pesanan 7", category: "transactional" } as const;
const TAKEN = { id: "0193f0a2-7c1e-7d3a-9b58-2f6c1e0d4a77" };

interface Sent {
  readonly atMs: number;
  readonly url: string;
  readonly init: RequestInit;
}

type Answer = Response | "cut" | "silence" | ((signal: AbortSignal) => Response);

let sent: Sent[];

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  sent = [];
});

afterEach(() => {
  vi.useRealTimers();
});

const json = (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}) =>
  new Response(JSON.stringify(body), { status, headers });
const refused = (status: number, code: string, headers: Readonly<Record<string, string>> = {}) =>
  json(
    { error: { code, message: `Said: ${code}`, params: {}, fields: [], rule: null, requestId: "r-7" } },
    status,
    headers,
  );

/** A client whose server gives these responses in order, and repeats the last one. */
function answering(answers: readonly Answer[], options: Partial<SambungOptions> = {}): Sambung {
  const ask = (url: unknown, init: RequestInit = {}): Promise<Response> => {
    const answer = answers[Math.min(sent.length, answers.length - 1)];
    sent.push({ atMs: Date.now(), url: String(url), init });
    if (answer === "cut") return Promise.reject(new TypeError("fetch failed"));
    if (typeof answer === "function") return Promise.resolve(answer(init.signal as AbortSignal));
    if (answer instanceof Response) return Promise.resolve(answer.clone());
    return new Promise((_, fail) => {
      init.signal?.addEventListener("abort", () => fail(new DOMException("ended", "AbortError")));
    });
  };
  return new Sambung({ url: "https://sambung.example/", key: "smb_x", fetch: ask as typeof fetch, ...options });
}

/** An audio body of four-byte chunks with a delay before each. */
const sound =
  (gapsMs: readonly number[], endsMs = 0) =>
  (signal: AbortSignal): Response => {
    const body = new ReadableStream<Uint8Array>({
      start: (into) => {
        let atMs = 0;
        const timers = gapsMs.map((gapMs) => {
          atMs += gapMs;
          return setTimeout(() => into.enqueue(Uint8Array.of(1, 2, 3, 4)), atMs);
        });
        timers.push(setTimeout(() => into.close(), atMs + endsMs));
        signal.addEventListener("abort", () => {
          for (const timer of timers) clearTimeout(timer);
          into.error(new DOMException("ended", "AbortError"));
        });
      },
    });
    return new Response(body, { headers: { "content-type": "audio/wav" } });
  };
const TEN_AT_TEN_SECONDS = Array.from({ length: 10 }, () => 10_000);

/** Result of a call once all timers have run. */
async function outcome<Done>(call: Promise<Done>): Promise<Done | SambungError> {
  const settled = call.catch((error: unknown) => {
    if (error instanceof SambungError) return error;
    throw error;
  });
  await vi.runAllTimersAsync();
  return settled;
}

const headersOf = (nth: number) => new Headers(sent[nth]?.init.headers);
const times = () => sent.map(({ atMs }) => atMs);

describe("the types of the client", () => {
  it("hide no global of the program that imports them", () => {
    const text = readFileSync(new URL("../../../../clients/typescript/sambung.ts", import.meta.url), "utf8");
    const names = [...text.matchAll(/^export (?:type|interface|class|const|function) (\w+)/gm)].map(([, name]) => name);
    expect(names).toContain("Sambung");
    expect(names.filter((name) => name !== undefined && name in globalThis)).toEqual([]);
  });
});

describe("the typed client", () => {
  it("shows its key, sends JSON, follows no redirect and sends no cookie", async () => {
    expect(await outcome(answering([json(TAKEN, 202)]).sendMessage(FORM))).toEqual(TAKEN);
    const [{ url, init } = { url: "", init: {} }] = sent;
    expect([url, init.method, init.redirect, init.credentials]).toEqual([
      ...["https://sambung.example/api/v1/messages", "POST", "error", "omit"],
    ]);
    expect(headersOf(0).get("authorization")).toBe("Bearer smb_x");
    expect(JSON.parse(init.body as string)).toEqual(FORM);
  });

  it("sends an order that had no answer again, under the one key that was made for it", async () => {
    const client = answering(["cut", "silence", json({}, 503), json(TAKEN, 202)]);
    expect(await outcome(client.sendMessage(FORM))).toEqual(TAKEN);
    expect(sent).toHaveLength(4);
    const keys = new Set(sent.map((_, nth) => headersOf(nth).get("idempotency-key")));
    expect([...keys]).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
    await outcome(client.sendMessage(FORM));
    expect(keys.has(headersOf(4).get("idempotency-key"))).toBe(false);
    await outcome(client.sendMessage(FORM, { idempotencyKey: "pesanan-7" }));
    expect(headersOf(5).get("idempotency-key")).toBe("pesanan-7");
  });

  it("sends what has no such key once: twice might be more than once", async () => {
    for (const answer of ["cut", json({}, 503)] as const) {
      sent = [];
      await outcome(answering([answer]).cancelMessage(TAKEN.id));
      expect(sent).toHaveLength(1);
    }
    sent = [];
    const client = answering([
      refused(429, "too-many-requests", { "retry-after": "2" }),
      new Response(null, { status: 204 }),
    ]);
    expect(await outcome(client.cancelMessage(TAKEN.id))).toBeUndefined();
    expect(times()).toEqual([0, 2_000]);
  });

  it("asks again when Retry-After says so, and not at all where that is later than it may take", async () => {
    const soon = answering([refused(429, "too-fast", { "retry-after": "7" }), json(TAKEN, 202)]);
    expect(await outcome(soon.sendMessage(FORM))).toEqual(TAKEN);
    expect(times()).toEqual([0, 7_000]);
    sent = [];
    const late = await outcome(answering([refused(429, "prefix-too-fast", { "retry-after": "60" })]).sendMessage(FORM));
    expect(late).toMatchObject({ status: 429, code: "prefix-too-fast", retryAfterMs: 60_000, attempts: 1 });
    expect(sent).toHaveLength(1);
  });

  it("gives up after its attempts, and within its time", async () => {
    expect(await outcome(answering(["cut"]).sendMessage(FORM))).toMatchObject({
      code: "unreachable",
      status: 0,
      attempts: 4,
    });
    sent = [];
    expect(await outcome(answering(["cut"], { attemptsMax: 2 }).sendMessage(FORM))).toMatchObject({ attempts: 2 });
    sent = [];
    const beganMs = Date.now();
    const call = answering(["silence"], { attemptMs: 4_000, timeoutMs: 10_000 }).fetchMessage(TAKEN.id);
    expect(await outcome(call)).toMatchObject({ code: "timed-out", operation: "fetchMessage" });
    expect(Date.now() - beganMs).toBeLessThanOrEqual(10_000);
    expect(sent).toHaveLength(3);
  });

  it("takes a sound that comes for longer than any attempt may take, and ends one that stops coming", async () => {
    const whole = await outcome(answering([sound(TEN_AT_TEN_SECONDS)]).fetchRecordingSound(TAKEN.id));
    expect([whole instanceof Blob && [whole.size, whole.type], Date.now()]).toEqual([[40, "audio/wav"], 100_000]);
    expect(sent).toHaveLength(1);
    const stopping = answering([sound([1_000, 2_000], 3_600_000)]);
    const beganMs = Date.now();
    expect(await outcome(stopping.fetchRecordingSound(TAKEN.id))).toMatchObject({ status: 200, code: "timed-out" });
    expect(Date.now() - beganMs).toBe(18_000);
  });

  it("asks for a sound again only as long as nothing of it came", async () => {
    const late = answering(["cut", json({}, 503), "silence", sound([100])]);
    expect(await outcome(late.fetchRecordingSound(TAKEN.id))).toBeInstanceOf(Blob);
    expect(sent).toHaveLength(4);
    sent = [];
    const bounded = answering([sound(TEN_AT_TEN_SECONDS)]).fetchRecordingSound(TAKEN.id, { timeoutMs: 35_000 });
    expect(await outcome(bounded)).toMatchObject({ status: 200, code: "timed-out", attempts: 1 });
    expect(sent).toHaveLength(1);
  });

  it("asks for a part of a sound, and has no more than that of whoever sends all", async () => {
    const part = new Response("3456", { status: 206 });
    const client = answering([part, new Response("0123456789"), new Response("0123456789")]);
    const textOf = async (range: NonNullable<BytesOptions["range"]>) => {
      const got = await outcome(client.fetchRecordingSound(TAKEN.id, { range }));
      return got instanceof Blob ? got.text() : got;
    };
    expect(await textOf({ from: 3, to: 6 })).toBe("3456");
    expect(await textOf({ from: 3, to: 6 })).toBe("3456");
    expect(await textOf({ from: 7 })).toBe("789");
    expect([0, 1, 2].map((nth) => headersOf(nth).get("range"))).toEqual(["bytes=3-6", "bytes=3-6", "bytes=7-"]);
    await expect(client.fetchRecordingSound(TAKEN.id, { range: { from: 3, to: 2 } })).rejects.toThrow(RangeError);
    expect(sent).toHaveLength(3);
  });

  it("makes of a refusal an error that says why, by a code and at its fields", async () => {
    const fields = [{ path: "to", code: "recipient-unfit", message: "Bukan nomor." }];
    const error = { code: "recipient-unfit", message: "Bukan nomor.", params: { parts: 7 }, fields, requestId: "r-7" };
    const failure = await outcome(answering([json({ error }, 400)], { language: "id" }).sendMessage(FORM));
    expect(failure).toBeInstanceOf(SambungError);
    expect(failure).toMatchObject({ ...error, status: 400, operation: "sendMessage", attempts: 1 });
    expect(headersOf(0).get("accept-language")).toBe("id");
  });

  it("says by its status what is no answer of the installation's", async () => {
    const proxy = new Response("<h1>Bad gateway</h1>", { status: 502 });
    expect(await outcome(answering([proxy], { attemptsMax: 1 }).fetchMessage(TAKEN.id))).toMatchObject({
      status: 502,
      code: "answer-unreadable",
      message: "The answer has the status 502 and says no more.",
    });
    const page = new Response("<h1>Halo</h1>", { status: 200 });
    expect(await outcome(answering([page]).fetchMessage(TAKEN.id))).toMatchObject({
      status: 200,
      code: "answer-unreadable",
    });
  });

  it("ends when it is told to, also while it waits", async () => {
    const ending = new AbortController();
    const options: CallOptions = { signal: ending.signal };
    const waiting = answering([refused(429, "too-fast", { "retry-after": "30" })]).sendMessage(FORM, options);
    const settled = waiting.catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(5_000);
    ending.abort();
    expect(await settled).toMatchObject({ code: "aborted" });
    expect([sent.length, Date.now()]).toEqual([1, 5_000]);
    expect(await outcome(answering([json({})]).fetchMessage(TAKEN.id, options))).toMatchObject({ code: "aborted" });
    expect(sent).toHaveLength(1);
  });

  it("goes through a list page by page, asking for each when it is needed", async () => {
    const pages = [json({ items: ["a", "b"], next: "2" }), json({ items: ["c"], next: null })];
    const list = answering(pages).listMessages({ to: "0812", limit: 2 });
    expect(sent).toHaveLength(0);
    const seen: unknown[] = [];
    for await (const one of list) {
      seen.push(one);
      if (seen.length === 2) expect(sent).toHaveLength(1);
    }
    expect(seen).toEqual(["a", "b", "c"]);
    expect(sent.map(({ url }) => new URL(url).search)).toEqual(["?to=0812&limit=2", "?to=0812&limit=2&after=2"]);
    expect(
      await answering([json({ items: ["a"], next: "2" })])
        .listMessages()
        .page(),
    ).toMatchObject({ next: "2" });
  });
});
