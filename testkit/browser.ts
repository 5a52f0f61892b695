import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const LAUNCH_MS_MAX = 20_000;
/** The shell is the same engine without windows: a page costs it a fifth less processor time, a new person a third of the time. */
const PLACES = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** Sound between a page and this machine: loopback counts as a network, and nobody has to click before a page may play. */
export const SOUND_FLAGS: readonly string[] = [
  "--allow-loopback-in-peer-connection",
  "--disable-features=WebRtcHideLocalIpsWithMdns",
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  "--autoplay-policy=no-user-gesture-required",
];

/** Starts the machine's Chromium; one that hangs at its start is killed and started once more. */
export async function openBrowser(flags: readonly string[] = []): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? PLACES.find((place) => existsSync(place));
  if (executablePath === undefined)
    throw new Error("Chromium is missing: install the Debian package chromium-headless-shell");
  const launch = () =>
    chromium.launch({
      executablePath,
      args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", ...flags],
      timeout: LAUNCH_MS_MAX,
    });
  return launch().catch(launch);
}
