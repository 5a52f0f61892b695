/** The event stream of a wallboard screen: reconnects whenever the stream ends. */
import { useEffect, useState } from "react";
import type { WallView } from "../../../../src/service/acd/wallboards/contract.ts";
import { serverNowMs, spokenLocale } from "../../data/client.ts";

/** Delay between two attempts; longer after a refusal. */
const AGAIN_MS = 1_000;
const REFUSED_AGAIN_MS = 30_000;
/** The server sends an event every second; after this time without one, the screen reconnects. */
const SILENCE_MAX_MS = 10_000;

/** The board and its credential: the token of a link, or the session of an editor. */
export type WallSource = { readonly token: string } | { readonly id: string };

/** The connection state of a screen: `over` when the link is no longer valid, `full` when too many screens are connected. */
export type WallState = "connecting" | "live" | "lost" | "over" | "full";

/** The board on screen, and the age of its data. */
export interface WallSnapshot {
  readonly state: WallState;
  readonly view: WallView | null;
  /** The arrival of the last event, by this page's clock. */
  readonly heardAtMs: number | null;
  /** The difference between the server's instant and this page's clock on arrival. */
  readonly aheadMs: number;
}

const NOTHING: WallSnapshot = { state: "connecting", view: null, heardAtMs: null, aheadMs: 0 };

/** Connects to the stream while mounted. */
export function useWall(source: WallSource): WallSnapshot {
  const [snapshot, setHeard] = useState<WallSnapshot>(NOTHING);
  const [kind, key] = "token" in source ? ["token", source.token] : ["id", source.id];
  useEffect(() => {
    const stop = new AbortController();
    void followWallStream(kind === "token" ? { token: key ?? "" } : { id: key ?? "" }, stop.signal, setHeard);
    return () => stop.abort();
  }, [kind, key]);
  return snapshot;
}

type Update = (change: (before: WallSnapshot) => WallSnapshot) => void;

async function followWallStream(source: WallSource, signal: AbortSignal, update: Update): Promise<void> {
  let lastEventId = "";
  // Aborts the stream on unmount, because a wallboard runs for months.
  while (!signal.aborted) {
    const end = await hearOnce(source, { signal, lastEventId, update, onId: (id) => (lastEventId = id) });
    if (signal.aborted) return;
    update((before) => ({ ...before, state: end === "refused" || end === "over" ? "over" : end }));
    await pause(end === "lost" ? AGAIN_MS : REFUSED_AGAIN_MS, signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

interface StreamOptions {
  readonly signal: AbortSignal;
  readonly lastEventId: string;
  readonly update: Update;
  readonly onId: (id: string) => void;
}

async function hearOnce(source: WallSource, options: StreamOptions): Promise<"lost" | "over" | "refused" | "full"> {
  const silence = new AbortController();
  const signal = AbortSignal.any([options.signal, silence.signal]);
  let timer = setTimeout(() => silence.abort(), SILENCE_MAX_MS);
  const proveLife = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), SILENCE_MAX_MS);
  };
  try {
    const answer = await fetch(...streamRequestOf(source, { ...options, signal }));
    if (answer.status === 404 || answer.status === 401 || answer.status === 403) return "refused";
    if (answer.status === 503 && answer.headers.get("retry-after") === "30") return "full";
    if (!answer.ok || answer.body === null) return "lost";
    return await readEvents(answer.body, (event) => {
      proveLife();
      return take(event, options);
    });
  } catch {
    return "lost";
  } finally {
    clearTimeout(timer);
  }
}

function streamRequestOf(
  source: WallSource,
  { lastEventId, signal }: Pick<StreamOptions, "lastEventId" | "signal">,
): [string, RequestInit] {
  const headers = new Headers({ Accept: "text/event-stream", "Accept-Language": spokenLocale() });
  if (lastEventId !== "") headers.set("Last-Event-ID", lastEventId);
  if ("id" in source) return [`/api/service/wallboards/${source.id}/live`, { headers, signal }];
  headers.set("Authorization", `Bearer ${source.token}`);
  return ["/api/wallboards/live", { headers, signal, credentials: "omit" }];
}

interface StreamEvent {
  readonly id: string | undefined;
  readonly name: string;
  readonly data: string;
}

/** Handles an event; returns true when it is the last one. */
function take({ id, name, data }: StreamEvent, { update, onId }: StreamOptions): boolean {
  if (name === "over") return true;
  if (name !== "wall" && name !== "same") return false;
  const heardAtMs = serverNowMs();
  const told = JSON.parse(data) as Partial<WallView> & Pick<WallView, "atMs">;
  update((before) => ({
    state: "live",
    // A heartbeat confirms that the data is current, at a later position of the log.
    view: name === "wall" ? (told as WallView) : before.view === null ? null : { ...before.view, ...told },
    heardAtMs,
    aheadMs: told.atMs - heardAtMs,
  }));
  if (id !== undefined) onId(id);
  return false;
}

/** Reads events until the stream ends or a final event arrives. */
async function readEvents(
  body: ReadableStream<Uint8Array>,
  onEvent: (event: StreamEvent) => boolean,
): Promise<"lost" | "over"> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return "lost";
    const parts = (rest + decoder.decode(value, { stream: true })).split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) if (onEvent(eventOf(part))) return "over";
  }
}

function eventOf(part: string): StreamEvent {
  const fields = new Map(
    part.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
  );
  return { id: fields.get("id"), name: fields.get("event") ?? "", data: fields.get("data") ?? "" };
}
