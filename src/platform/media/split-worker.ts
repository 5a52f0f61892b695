// Splits journals into recordings on a separate thread, away from packets and commands.
import { parentPort } from "node:worker_threads";
import { present } from "../../kernel/index.ts";
import { type SplitOrder, splitRecording } from "./split-recording.ts";

const port = present(parentPort, "parent port");

port.on("message", ({ id, order }: { readonly id: number; readonly order: SplitOrder }) => {
  splitRecording(order).then(
    (segment) => port.postMessage({ id, segment }),
    (error: unknown) => port.postMessage({ id, failure: error instanceof Error ? error.message : String(error) }),
  );
});
