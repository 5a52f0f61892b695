/** Whether the server serves a newer version of these screens than the one that runs in this tab. */

const STORAGE_KEY = "sambung.left-version";

/** Any address of these screens: all of them come with the same page. */
const A_SCREEN = "/masuk";

/** The address of this version's first file; its name holds a hash of what is in it. */
const ownFile = (): string => document.querySelector('script[type="module"][src]')?.getAttribute("src") ?? "";

/** True once for each version: a page that comes back as it was is not loaded again and again. */
function leavesOnce(own: string): boolean {
  try {
    if (sessionStorage.getItem(STORAGE_KEY) === own) return false;
    sessionStorage.setItem(STORAGE_KEY, own);
    return true;
  } catch {
    return false;
  }
}

/** Asks the server which version it serves, and loads the page again if that is another one. Returns whether it does. */
export async function loadNewerVersion(): Promise<boolean> {
  const own = ownFile();
  const page = await fetch(A_SCREEN, { cache: "no-store" }).then(
    (answer) => (answer.ok ? answer.text() : ""),
    () => "",
  );
  if (page === "" || own === "" || page.includes(own) || !leavesOnce(own)) return false;
  location.reload();
  return true;
}
