import path from "node:path";
import type { Log } from "../platform/telemetry/index.ts";
import { StartError } from "./supervisor/start-error.ts";
import { type Supervised, supervise } from "./supervisor/supervised.ts";

const MEDIA = path.resolve(import.meta.dirname, "media.ts");
const WEBRTC = path.resolve(import.meta.dirname, "webrtc.ts");
const SWITCH = path.resolve(import.meta.dirname, "switch.ts");

/** The running voice processes. */
export interface RunningVoice {
  readonly sipPort: number;
  /** The port of SIP over TLS; null without. */
  readonly sipsPort: number | null;
  readonly media: Supervised;
  readonly switch: Supervised;
  /** Makes the switch stop accepting new calls; settles when its last call has ended. */
  drain(): Promise<void>;
}

/** Starts the media process first, then the switch that needs it; each is restarted whenever it ends. */
export async function startVoice(
  parts: {
    readonly env: NodeJS.ProcessEnv;
    readonly log: Log;
    readonly giveUp: (reason: string) => void;
    readonly stack: AsyncDisposableStack;
  },
  wantedPort: number,
): Promise<RunningVoice> {
  const { env, log, giveUp, stack } = parts;
  const media = supervise({
    name: "media",
    entry: MEDIA,
    env: () => env,
    log,
    readyWhen: ({ line }) => line !== undefined,
    onGivenUp: giveUp,
  });
  stack.defer(() => media.stop());
  await media.ready;
  const browsers = onceWanted(parts);
  const first = Promise.withResolvers<{ readonly sipPort: number; readonly sipsPort: number | null }>();
  // A restarted switch keeps the ports of its first start, because phones are configured with them.
  let kept: NodeJS.ProcessEnv = { SAMBUNG_SIP_PORT: String(wantedPort) };
  const drained = Promise.withResolvers<void>();
  let isDraining = false;
  const running = supervise({
    name: "switch",
    entry: SWITCH,
    env: () => ({ ...env, ...kept }),
    log,
    greeting: () => (isDraining ? { kind: "drain" } : undefined),
    readyWhen: ({ message }) => {
      if (message?.kind === "switch-ready") {
        const { port: sipPort, tlsPort: sipsPort, webSocketPort } = message;
        kept = {
          SAMBUNG_SIP_PORT: String(sipPort),
          SAMBUNG_SIPS_PORT: String(sipsPort ?? "off"),
          SAMBUNG_WS_PORT: String(webSocketPort ?? "off"),
        };
        first.resolve({ sipPort, sipsPort });
      }
      if (message?.kind === "browsers-wanted") browsers.start();
      if (message?.kind === "drained") drained.resolve();
      if (message?.kind === "port-busy") {
        const { port, variable } = message;
        first.reject(
          new StartError(
            `SIP port ${port} is in use, so telephones cannot start. Set ${variable} to another port ` +
              "(0 = any free port), or to off for a start without telephones.",
          ),
        );
      }
      return message?.kind === "switch-ready";
    },
    onGivenUp: (reason) => {
      first.reject(new StartError(reason));
      giveUp(reason);
    },
  });
  stack.defer(() => browsers.stop());
  stack.defer(() => running.stop());
  const drain = async () => {
    isDraining = true;
    running.tell({ kind: "drain" });
    await drained.promise;
  };
  return { ...(await first.promise), media, switch: running, drain };
}

/**
 * The WebRTC process, which runs from the first browser on: most installations have desk phones only. Its failure
 * stops no other process.
 */
function onceWanted({ env, log }: { readonly env: NodeJS.ProcessEnv; readonly log: Log }): {
  readonly start: () => void;
  readonly stop: () => Promise<void>;
} {
  let running: Supervised | undefined;
  return {
    start: () => {
      running ??= supervise({
        name: "webrtc",
        entry: WEBRTC,
        env: () => env,
        log,
        readyWhen: ({ line }) => line !== undefined,
        onGivenUp: (reason) => log.error({ reason }, "webrtc.given-up"),
      });
    },
    stop: async () => running?.stop(),
  };
}
