/** Detects that the server serves a newer version of the web application than this tab runs. */

const STORAGE_KEY = "sambung.left-version";

/** Any path of the web application: the server returns the same page for all of them. */
const A_SCREEN = "/masuk";

/** The URL of this version's entry script; its name contains a content hash. */
const ownFile = (): string => document.querySelector('script[type="module"][src]')?.getAttribute("src") ?? "";

/** True once for each version, so that an unchanged page is not reloaded in a loop. */
function leavesOnce(own: string): boolean {
  try {
    if (sessionStorage.getItem(STORAGE_KEY) === own) return false;
    sessionStorage.setItem(STORAGE_KEY, own);
    return true;
  } catch {
    return false;
  }
}

/** Fetches the served version and reloads the page if it differs. Returns whether the page is reloaded. */
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
