// The media process: RTP, mixing, prompts, recording. Started by the supervisor once the switch uses it.
import os from "node:os";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { present } from "../kernel/index.ts";
import { readSettings } from "../platform/config/index.ts";
import { startMediaServer } from "../platform/media/index.ts";
import { openLog } from "../platform/telemetry/index.ts";
import { serveAsChild } from "./sound-process.ts";

// A real-time worker must not wait for the garbage collector's helper threads, which have ordinary priority
// (measured on a busy machine: a stall of 20 ms every few seconds without this).
setFlagsFromString("--single-threaded-gc");

/** Maximum number of legs of one worker: a core bridges 1,000 calls of two legs. */
const LEGS_MAX = 2_400;

const read = readSettings(process.env);
const settings = present(read.ok ? read.value : null, "settings checked by the supervisor");
const log = openLog({ process: "media", level: settings.logLevel });
const folder = path.resolve(settings.dataFolder, "media");

const media = await startMediaServer({
  socketPath: path.join(folder, "control.sock"),
  folder: path.join(folder, "recordings"),
  bind: settings.rtp.bind,
  advertised: settings.rtp.advertised,
  ports: settings.rtp.ports,
  workers: Math.max(1, os.availableParallelism() - 1),
  legsMax: LEGS_MAX,
  priority: "realtime",
  log,
});

serveAsChild(media, { log });
