import type { Page } from "playwright-core";
import type { MediaLink } from "./breakable-link.ts";

/**
 * Puts the connections of a page on a wire of sound: of our descriptions the page learns the wire's place instead of ours, and of its own we
 * learn the wire's. Where the two really are the wire is told; neither knows another way.
 */
export async function routeThroughMediaLink(page: Page, wire: MediaLink): Promise<void> {
  await page.exposeBinding("wireReached", (_source, side: "browser" | "server", address: string, port: number) =>
    wire.reach(side, { address, port }),
  );
  await page.addInitScript(hook, { forBrowser: wire.forBrowser, forServer: wire.forServer });
}

/** What the page has of the browser's; the test's own program knows no DOM. */
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
