import type { Page } from "playwright-core";
import type { MediaLink } from "./breakable-link.ts";

/**
 * Routes the media of a page through a media link: the page sees the link's address in place of ours, and we see
 * the link's in place of the page's. Only the link knows both real addresses.
 */
export async function routeThroughMediaLink(page: Page, wire: MediaLink): Promise<void> {
  await page.exposeBinding("wireReached", (_source, side: "browser" | "server", address: string, port: number) =>
    wire.reach(side, { address, port }),
  );
  await page.addInitScript(hook, { forBrowser: wire.forBrowser, forServer: wire.forServer });
}

/** The browser types used in the page; the test program has no DOM types. */
interface Described {
  readonly type: string;
  readonly sdp: string;
}

interface Connection {
  setRemoteDescription: (this: unknown, description: Described) => unknown;
}

/** Runs in the page, before its own scripts. */
function hook({ forBrowser, forServer }: { readonly forBrowser: number; readonly forServer: number }): void {
  const scope = globalThis as unknown as {
    readonly RTCPeerConnection: { readonly prototype: Connection };
    readonly wireReached: (side: string, address: string, port: number) => unknown;
  };
  const CANDIDATE = /^a=candidate:(\S+ \d+ udp \d+) (\d+\.\d+\.\d+\.\d+) (\d+) typ host/i;
  const rewritten = (sdp: string, side: string, port: number): string => {
    let isFound = false;
    const rows = sdp.split("\r\n").flatMap((row) => {
      if (!row.startsWith("a=candidate:")) return [row];
      const [, head, address, own] = CANDIDATE.exec(row) ?? [];
      if (isFound || head === undefined || address === undefined) return [];
      isFound = true;
      scope.wireReached(side, address, Number(own));
      return [`a=candidate:${head} 127.0.0.1 ${port} typ host`];
    });
    return rows.join("\r\n");
  };
  const { prototype } = scope.RTCPeerConnection;
  const take = prototype.setRemoteDescription;
  prototype.setRemoteDescription = function (description) {
    const { type, sdp } = description;
    return take.call(this, { type, sdp: rewritten(sdp, "server", forBrowser) });
  };
  const tell = Object.getOwnPropertyDescriptor(prototype, "localDescription")?.get;
  Object.defineProperty(prototype, "localDescription", {
    configurable: true,
    get(): Described | null {
      const own = tell?.call(this) as Described | null;
      return own === null ? null : { type: own.type, sdp: rewritten(own.sdp, "browser", forServer) };
    },
  });
}
