/**
 * The service worker of the test team's screen (`/uji/ID/lapangan`): serves that page and its files from this device when the network is unavailable. It
 * caches no API response; the page itself stores the test's data, for its reader only.
 */

interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Telling extends Lasting {
  readonly data: unknown;
  readonly ports: readonly MessagePort[];
}
interface WorkerPlace {
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(name: "install" | "activate", hear: (event: Lasting) => void): void;
  addEventListener(name: "fetch", hear: (event: Fetching) => void): void;
  addEventListener(name: "message", hear: (event: Telling) => void): void;
}

const place = globalThis as unknown as WorkerPlace;
const KEEP = "sambung-field-page";
/** The test team's screens share one page, cached under this path. */
const PAGE = "/uji/lapangan";
const FILES_MAX = 200;
const ASK_MS_MAX = 5_000;
const FILES = /^\/(assets\/|theme\.js$|favicon\.svg$)/;
const TEAM_SCREEN = /^\/uji\/[^/]+\/lapangan\/?$/;

/** Returns the page from the network, or the cached page when the network fails or times out. */
async function page(request: Request): Promise<Response> {
  const keep = await caches.open(KEEP);
  const kept = await keep.match(PAGE);
  try {
    return await fetch(request, kept === undefined ? {} : { signal: AbortSignal.timeout(ASK_MS_MAX) });
  } catch (error) {
    if (kept === undefined) throw error;
    return kept;
  }
}

/** A built file never changes, so the cached copy is used at once. Other cached files are used only when the network fails. */
async function file(request: Request, isBuilt: boolean): Promise<Response> {
  const keep = await caches.open(KEEP);
  const kept = await keep.match(request.url);
  if (kept === undefined) return fetch(request);
  return isBuilt ? kept : fetch(request).catch(() => kept);
}

/** Caches the files first and the page last, so that a cached page finds all of its files. */
async function keepAll(paths: readonly string[]): Promise<void> {
  const keep = await caches.open(KEEP);
  const wanted = paths.slice(0, FILES_MAX);
  for (const path of wanted) if ((await keep.match(path)) === undefined) await keep.add(path);
  const fresh = await fetch("/uji/0/lapangan", { cache: "no-store" });
  const text = await fresh.clone().text();
  // A page of another version than the named files is not cached here; it is cached when that version is loaded.
  const [script] = /\/assets\/index-[^"']+\.js/.exec(text) ?? [];
  if (!fresh.ok || script === undefined || !wanted.includes(script)) return;
  await keep.put(PAGE, fresh);
  const names = new Set([...wanted, PAGE]);
  for (const { url } of await keep.keys()) if (!names.has(new URL(url).pathname)) await keep.delete(url);
}

function namedFiles(data: unknown): readonly string[] {
  if (typeof data !== "object" || data === null || !("keep" in data) || !Array.isArray(data.keep)) return [];
  return data.keep.filter((path): path is string => typeof path === "string" && path.startsWith("/"));
}

place.addEventListener("install", (event) => event.waitUntil(place.skipWaiting()));
place.addEventListener("activate", (event) => event.waitUntil(place.clients.claim()));
place.addEventListener("message", (event) => {
  const answer = (word: string): void => event.ports[0]?.postMessage(word);
  event.waitUntil(
    keepAll(namedFiles(event.data)).then(
      () => answer("kept"),
      () => answer("not-kept"),
    ),
  );
});
place.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (TEAM_SCREEN.test(pathname)) event.respondWith(page(request));
    return;
  }
  if (FILES.test(pathname)) event.respondWith(file(request, pathname.startsWith("/assets/")));
});
