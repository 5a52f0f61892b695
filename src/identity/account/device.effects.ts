import Bowser from "bowser";

/** What a browser says of itself, as far as it helps its owner to know it again. */
export interface Device {
  readonly browser: string | null;
  readonly system: string | null;
  readonly kind: "desktop" | "phone" | "tablet" | "unknown";
}

const KINDS: Readonly<Record<string, Device["kind"]>> = { desktop: "desktop", mobile: "phone", tablet: "tablet" };

/** Reads the User-Agent of a session; versions are left out, since they change under the owner's feet. */
export function deviceOf(userAgent: string): Device {
  if (userAgent.trim() === "") return { browser: null, system: null, kind: "unknown" };
  const { browser, os, platform } = Bowser.parse(userAgent);
  return {
    browser: browser.name === undefined || browser.name === "" ? null : browser.name,
    system: os.name ?? null,
    kind: KINDS[platform.type ?? ""] ?? "unknown",
  };
}
