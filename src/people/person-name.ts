import { z } from "zod";

// Degrees such as S.Kom and M.Sc are part of names, so only endings of known domains make an address.
const ADDRESS =
  /:\/\/|\bwww\.|\.(?:com|net|org|id|info|io|xyz|top|site|link|click|online|app)\b|[{}\p{Cc}\u2028\u2029]/iu;

/** A person's name: 1 to 120 characters, without an address, a placeholder or control characters, since mails quote it. */
export const personNameSchema = z
  .stringFormat("person-name", (text) => !ADDRESS.test(text))
  .trim()
  .min(1)
  .max(120);
