/**
 * Prompts: the shipped recordings, and the composition of numbers, dates, money and waits from them, in Indonesian and English. Readings are sequences
 * of clips that any player joins; they need no speech synthesis during a call.
 */
export { promptsLock } from "./prompt-upload.ts";
export { readDuration, readPosition, readRupiah, readWait } from "./read-amount.shared.ts";
export { readDigits, readPhone } from "./read-digits.shared.ts";
export { READ_MAX, readNumber, readOrdinal } from "./read-number.shared.ts";
export { readDate, readTime, SPOKEN_ZONES, type SpokenZone } from "./read-time.shared.ts";
export {
  CLIPS_MAX,
  type Clip,
  GROUP_PAUSE,
  promptIn,
  SPOKEN_LANGUAGES,
  type SpokenLanguage,
  shippedPrompts,
  shippedSentences,
  spokenWords,
} from "./spoken.shared.ts";
