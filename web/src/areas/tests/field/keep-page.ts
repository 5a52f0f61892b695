/** Caches this page and its files on the device by a service worker, so that it opens offline. */

const WORKER = "/field-worker.js";
const SCOPE = "/uji/";

/** Paths of all files loaded by this page. */
const loadedFiles = (): readonly string[] => {
  const linked = [...document.querySelectorAll("script[src], link[href]")].map(
    (element) => element.getAttribute("src") ?? element.getAttribute("href") ?? "",
  );
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const paths = [...linked, ...loaded].map((name) => new URL(name, location.href));
  return [
    ...new Set(
      paths
        .filter(({ origin, pathname }) => origin === location.origin && !pathname.startsWith("/api/"))
        .map(({ pathname }) => pathname),
    ),
  ];
};

/** Caches the page; resolves to true when it is cached. Browsers without service workers need a connection. */
export async function keepPage(): Promise<boolean> {
  if (!("serviceWorker" in navigator)) return false;
  // Requests persistent storage, so that the browser does not evict the data; if refused, the data is still stored.
  await navigator.storage?.persist?.().catch(() => false);
  await navigator.serviceWorker.register(WORKER, { scope: SCOPE });
  const { active } = await navigator.serviceWorker.ready;
  if (active === null) return false;
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data === "kept");
    active.postMessage({ keep: loadedFiles() }, [port2]);
  });
}
