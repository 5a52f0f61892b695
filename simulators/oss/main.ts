import { startSimulator } from "./server.ts";

/**
 * The simulator as a process: says `{"ready":true,"port":N}` on standard output, ends on SIGTERM, SIGINT and when the
 * process that started it over IPC is gone.
 */
const env = process.env;
const portName = env.SAMBUNG_OSS_SIM_PORT === undefined ? "SAMBUNG_OSS_SIMULATOR_PORT" : "SAMBUNG_OSS_SIM_PORT";
const port = Number(env[portName] ?? "0");

if (env.NODE_ENV === "production") fail("the OSS simulator does not run in production");
if (!Number.isInteger(port) || port < 0 || port > 65_535) fail(`${portName}: not a port`);

/** How far a demonstration that keeps its own time is ahead; told by whoever started this process. */
let aheadMs = 0;
process.on("message", (message: { readonly kind?: string; readonly aheadMs?: number }) => {
  if (message.kind !== "clock-ahead") return;
  aheadMs = message.aheadMs ?? 0;
  process.send?.({ kind: "clock-moved", aheadMs });
});

const simulator = await startSimulator({
  port,
  username: env.SAMBUNG_OSS_USER ?? "sambung",
  password: env.SAMBUNG_OSS_PASSWORD ?? "simulator",
  nowMs: () => Date.now() + aheadMs,
}).catch((reason: unknown) => fail(`cannot listen on port ${port} (${portName}): ${String(reason)}`));

const end = (): void => {
  simulator.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
process.on("SIGTERM", end);
process.on("SIGINT", end);
process.on("disconnect", end);
process.stdout.write(`${JSON.stringify({ ready: true, port: simulator.port })}\n`);

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
