import Bowser from "bowser";

/** Properties of a browser by which its owner can recognise it. */
export interface Device {
  readonly browser: string | null;
  readonly system: string | null;
  readonly kind: "desktop" | "phone" | "tablet" | "unknown";
}

const KINDS: Readonly<Record<string, Device["kind"]>> = { desktop: "desktop", mobile: "phone", tablet: "tablet" };

/** Parses the User-Agent of a session; versions are omitted, since they change without the owner's action. */
export function deviceOf(userAgent: string): Device {
  if (userAgent.trim() === "") return { browser: null, system: null, kind: "unknown" };
  const { browser, os, platform } = Bowser.parse(userAgent);
  return {
    browser: browser.name === undefined || browser.name === "" ? null : browser.name,
    system: os.name ?? null,
    kind: KINDS[platform.type ?? ""] ?? "unknown",
  };
}
