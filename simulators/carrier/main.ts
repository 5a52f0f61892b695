import path from "node:path";
import { startCarrierSimulator } from "./server.ts";

/**
 * The simulator as a process: says `{"ready":true,"port":N}` on standard output, ends on SIGTERM, SIGINT and when the
 * process that started it over IPC is gone.
 */
const env = process.env;
const portName = "SAMBUNG_CARRIER_SIMULATOR_PORT";
const port = Number(env[portName] ?? "0");

if (env.NODE_ENV === "production") fail("the simulator of a carrier does not run in production");
if (!Number.isInteger(port) || port < 0 || port > 65_535) fail(`${portName}: not a port`);

const simulator = await startCarrierSimulator({
  port,
  folder: path.resolve(env.SAMBUNG_DATA ?? "./data", "carrier-simulator"),
  systemId: env.SAMBUNG_CARRIER_SIMULATOR_USER ?? "sambung",
  password: env.SAMBUNG_CARRIER_SIMULATOR_PASSWORD ?? "sim",
  nowMs: () => Date.now(),
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
