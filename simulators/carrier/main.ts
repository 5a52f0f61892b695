import path from "node:path";
import { runSimulator } from "../run-simulator.ts";
import { startCarrierSimulator } from "./server.ts";

const env = process.env;

await runSimulator({ name: "the simulator of a carrier", portName: "SAMBUNG_CARRIER_SIMULATOR_PORT" }, (port) =>
  startCarrierSimulator({
    port,
    folder: path.resolve(env.SAMBUNG_DATA ?? "./data", "carrier-simulator"),
    systemId: env.SAMBUNG_CARRIER_SIMULATOR_USER ?? "sambung",
    password: env.SAMBUNG_CARRIER_SIMULATOR_PASSWORD ?? "sim",
    nowMs: () => Date.now(),
  }),
);
