import path from "node:path";
import type { Log } from "../platform/telemetry/index.ts";
import type { SupervisorMessage } from "./process-messages.ts";
import { type Supervised, supervise } from "./supervisor/supervised.ts";

const GATEWAY = path.resolve(import.meta.dirname, "gateway.ts");

/** The SMS gateway, which runs from the first account or carrier on. */
export interface WantedGateway {
  /** Starts it; a second call has no effect. */
  start(): void;
  /** The SMPP port; undefined until it has been ready. */
  port(): number | undefined;
  pid(): number | undefined;
  /** Sends it a message; dropped while it does not run. */
  tell(message: SupervisorMessage): void;
  stop(): Promise<void>;
}

/** Keeps the gateway running once it is requested. Its failure stops no other process: accepted messages stay on disk. */
export function gatewayOnceWanted(
  { env, log }: { readonly env: NodeJS.ProcessEnv; readonly log: Log },
  wantedPort: number | undefined,
): WantedGateway {
  let running: Supervised | undefined;
  let port: number | undefined;
  // A restarted gateway keeps the ports of its first start, because ESMEs are configured with them.
  let kept: NodeJS.ProcessEnv = {};
  const start = () =>
    supervise({
      name: "gateway",
      entry: GATEWAY,
      env: () => ({ ...env, ...kept }),
      log,
      readyWhen: ({ message }) => {
        if (message?.kind === "port-busy") sayBusy(message);
        if (message?.kind !== "gateway-ready") return false;
        if (port === undefined)
          process.stdout.write(`  Programs that send short messages:  smpp port ${message.port}\n`);
        port = message.port;
        kept = { SAMBUNG_SMPP_PORT: String(port), SAMBUNG_SMPPS_PORT: String(message.tlsPort ?? "off") };
        return true;
      },
      onGivenUp: (reason) => log.error({ reason }, "gateway.given-up"),
    });
  return {
    start: () => {
      if (wantedPort !== undefined) running ??= start();
    },
    port: () => port,
    pid: () => running?.pid(),
    tell: (message) => running?.tell(message),
    stop: async () => running?.stop(),
  };
}

function sayBusy({ port, variable }: { readonly port: number; readonly variable: string }): void {
  process.stderr.write(
    `SMPP port ${port} is in use, so short messages cannot start. Set ${variable} to another port (0 = any free port) and start again.\n`,
  );
}
