/** Reading MP3: in threads of their own, so that a file of somebody else's holds nothing up and fills nothing. */
export { type Mp3Reader, type Mp3Refusal, readMp3 } from "./read-mp3.ts";
