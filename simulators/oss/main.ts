import { runSimulator } from "../run-simulator.ts";
import { startSimulator } from "./server.ts";

const env = process.env;
const portName = env.SAMBUNG_OSS_SIM_PORT === undefined ? "SAMBUNG_OSS_SIMULATOR_PORT" : "SAMBUNG_OSS_SIM_PORT";

/** Clock offset of a demonstration, set by the process that started this one. */
let aheadMs = 0;
process.on("message", (message: { readonly kind?: string; readonly aheadMs?: number }) => {
  if (message.kind !== "clock-ahead") return;
  aheadMs = message.aheadMs ?? 0;
  process.send?.({ kind: "clock-moved", aheadMs });
});

await runSimulator({ name: "the OSS simulator", portName }, (port) =>
  startSimulator({
    port,
    username: env.SAMBUNG_OSS_USER ?? "sambung",
    password: env.SAMBUNG_OSS_PASSWORD ?? "simulator",
    nowMs: () => Date.now() + aheadMs,
  }),
);
