import { runSimulator } from "../run-simulator.ts";
import { startRecogniserSimulator } from "./server.ts";

await runSimulator({ name: "the simulator of a recogniser", portName: "SAMBUNG_RECOGNISER_SIMULATOR_PORT" }, (port) =>
  startRecogniserSimulator({ port }),
);
