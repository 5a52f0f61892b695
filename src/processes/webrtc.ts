// The WebRTC process: DTLS-SRTP and ICE. The supervisor starts it once a browser has registered.
import path from "node:path";
import { present } from "../kernel/index.ts";
import { readSettings } from "../platform/config/index.ts";
import { openLog } from "../platform/telemetry/index.ts";
import { startWebrtcServer } from "../platform/webrtc/index.ts";
import { serveAsChild } from "./sound-process.ts";

/** Maximum number of browsers in calls. */
const ENDS_MAX = 1_000;

const read = readSettings(process.env);
const settings = present(read.ok ? read.value : null, "settings checked by the supervisor");
const log = openLog({ process: "webrtc", level: settings.logLevel });

const webrtc = await startWebrtcServer({
  ...settings.webrtc,
  socketPath: path.resolve(settings.dataFolder, "webrtc", "control.sock"),
  endsMax: ENDS_MAX,
  log,
});

serveAsChild(webrtc, { log });
