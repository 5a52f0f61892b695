import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const LAUNCH_MS_MAX = 20_000;
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Starts the machine's Chromium; one that hangs at its start is killed and started once more. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? PLACES.find((place) => existsSync(place));
  if (executablePath === undefined) throw new Error("Chromium is missing: install the Debian package chromium");
  const launch = () =>
    chromium.launch({
      executablePath,
      args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
      timeout: LAUNCH_MS_MAX,
    });
  return launch().catch(launch);
}
