import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const LAUNCH_MS_MAX = 20_000;
/** The headless shell is the same engine without windows: a page takes a fifth less CPU time, a new context a third of the time. */
const PLACES = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** Audio between a page and this machine: loopback counts as a network, and a page may play without a click. */
export const SOUND_FLAGS: readonly string[] = [
  "--allow-loopback-in-peer-connection",
  "--disable-features=WebRtcHideLocalIpsWithMdns",
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  "--autoplay-policy=no-user-gesture-required",
];

/** Starts the machine's Chromium; a start that hangs is killed and repeated once. */
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
