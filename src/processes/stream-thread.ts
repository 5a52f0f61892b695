// The thread of a switch with the sockets of media streams.
import { parentPort, workerData } from "node:worker_threads";
import { present } from "../kernel/index.ts";
import { runStreams } from "../service/flows/media-streams/wire.ts";
import { addressBehind, publicWay } from "../service/tenancy/webhooks/wire.ts";

const { inside } = workerData as { readonly inside: readonly string[] };
const way = publicWay(inside);

runStreams(present(parentPort, "parent port"), {
  inside: new Set(inside),
  addressBehind: (url) => addressBehind(way, url),
});
