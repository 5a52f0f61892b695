import path from "node:path";
import type { Log } from "../platform/telemetry/index.ts";
import type { SupervisorMessage } from "./process-messages.ts";
import { type Supervised, supervise } from "./supervisor/supervised.ts";

const GATEWAY = path.resolve(import.meta.dirname, "gateway.ts");

/** The gateway of short messages, which runs from the first account or carrier on. */
export interface WantedGateway {
  /** Starts it; a second time changes nothing. */
  start(): void;
  /** Where programs bind; undefined until it has been ready. */
  port(): number | undefined;
  pid(): number | undefined;
  /** Sends it a message; one that does not run gets none. */
  tell(message: SupervisorMessage): void;
  stop(): Promise<void>;
}

/** Keeps the gateway running once it is wanted. One that cannot run takes nothing else along: what was accepted stays on disk. */
export function gatewayOnceWanted(
  { env, log }: { readonly env: NodeJS.ProcessEnv; readonly log: Log },
  wantedPort: number | undefined,
): WantedGateway {
  let running: Supervised | undefined;
  let port: number | undefined;
  // A gateway that is started again keeps the ports that its first start found: programs know no others.
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
