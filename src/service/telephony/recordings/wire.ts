/** Composition of recordings: routes, retention and recovery. */

export { openCopiedSound } from "./copied-sound.effects.ts";
export { recordingEraser } from "./erase-recordings.effects.ts";
export { storePastRecording } from "./past-recording.store.ts";
export { messagesOfNumber, recordingsOfNumber } from "./personal.store.ts";
export { openProgramRecordings } from "./program-recordings.effects.ts";
export { addRecordingRoutes } from "./recording.routes.ts";
export { openRecordingKeeper } from "./recording-keeper.effects.ts";
export { followUnfinished } from "./recover-recordings.effects.ts";
export { followRetention, forgetAllRecordings, removeForgottenFiles } from "./retention.jobs.ts";
