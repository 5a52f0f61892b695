/** Reads and writes MP3 files in subprocesses. */
export { type Mp3Reader, type Mp3Refusal, readMp3 } from "./read-mp3.ts";
export { encodeMp3 } from "./write-mp3.ts";
