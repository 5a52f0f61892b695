/** Has this page and everything it is made of kept on this device, so that it opens without a connection. */

const WORKER = "/field-worker.js";
const SCOPE = "/uji/";

/** Paths of everything that this page was made of, its own script and style first. */
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

/** Keeps the page; answers whether it is kept now. A browser without workers works while there is a connection. */
export async function keepPage(): Promise<boolean> {
  if (!("serviceWorker" in navigator)) return false;
  // What is kept here should outlast a full disk; a browser that says no still keeps it for now.
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
