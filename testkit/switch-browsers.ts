import path from "node:path";
import { openSipSockets, type SipSockets } from "../src/platform/sip-sockets/index.ts";
import { connectWebrtc } from "../src/platform/webrtc/index.ts";
import type { RunningSwitch, SwitchOptions } from "../src/processes/switch/switch-app.ts";
import { receive } from "../src/protocols/sip/index.ts";
import { openBrowserSite } from "./browser-site.ts";
import { testLog } from "./database.ts";
import { startWebrtcProcess } from "./webrtc-process.ts";

/** Browser resources of a test switch. */
export interface TestBrowsers {
  /** The page of a phone. */
  readonly url: string;
  /** kill -9 of the WebRTC process. */
  killSound(): Promise<void>;
  /** Starts another WebRTC process, like the supervisor. */
  startSound(): Promise<void>;
}

interface BrowserSide {
  readonly door: SwitchOptions["browsers"];
  /** Null without browsers: nothing runs then. */
  readonly test: TestBrowsers | null;
  readonly send: SipSockets["send"];
  close(): Promise<void>;
}

/** Opens the path between browsers and a switch: SIP over WebSocket, the page, and the WebRTC process. */
export async function openBrowserSide(options: {
  readonly folder: string;
  readonly key: Uint8Array;
  readonly withBrowsers: boolean;
  readonly running: () => RunningSwitch | null;
}): Promise<BrowserSide> {
  const { folder, key, withBrowsers, running } = options;
  const webrtc = connectWebrtc(path.join(folder, "webrtc", "control.sock"));
  const door = { webrtc, loopback: "127.0.0.1" };
  if (!withBrowsers)
    return { door, test: null, send: (_bytes, _to, onFailed) => onFailed(), close: async () => webrtc.close() };
  // Above the ports of `freePort`, below those of the switch, and outside the range from which the kernel takes ports.
  const from = 16_000 + (process.pid % 10) * 400;
  const sound = { dataFolder: folder, ports: { from, to: from + 399 } };
  let child = await startWebrtcProcess(sound);
  const sockets = await openSipSockets({
    host: "127.0.0.1",
    port: 0,
    log: testLog,
    nowMs: () => performance.now(),
    onMessage: (parsed, source) => running()?.receive(receive(parsed, source)),
    webSocket: {
      port: 0,
      key,
      onGone: (peer) => running()?.gone(peer),
      isOver: (peer) => running()?.isOver(peer) ?? false,
    },
  });
  const site = await openBrowserSite({ webSocketPort: sockets.webSocketPort ?? 0, key });
  const test: TestBrowsers = {
    url: site.url,
    killSound: () => child.kill(),
    startSound: async () => {
      child = await startWebrtcProcess(sound);
    },
  };
  return {
    door,
    test,
    send: sockets.send,
    close: async () => {
      await site.close();
      await sockets.close();
      webrtc.close();
      await child.kill();
    },
  };
}
