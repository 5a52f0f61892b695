/** Media of calls: our own RTP engine behind an interface; it runs as a separate process and is reached over a Unix socket. */
export { type CommandOf, type LegSettings, type MediaCommand, UNKNOWN_FAR_END } from "./commands.ts";
export { connectMedia, type MediaClientOptions } from "./control-client.ts";
export { onLines, sendLine } from "./control-lines.ts";
export type {
  EngineStatus,
  LegFigures,
  MediaAnswers,
  MediaEngine,
  MediaEvent,
  MediaMixer,
  MediaRefusal,
  MediaTransport,
  RecordingSegment,
} from "./engine.ts";
export { listenForLines } from "./line-server.ts";
export { type MediaServerOptions, type RunningMedia, startMediaServer } from "./media-server.ts";
export { openSealedFile, type SealedFile, SealingWriter } from "./sealed-file.ts";
export { settingsOf } from "./transport.ts";
