import { z } from "zod";
import { ADDRESS_DOT } from "../kernel/index.ts";

const SCHEME_OR_SIGN = /:\/\/|[{}\p{Cc}\u2028\u2029]/u;

/** A person's name: 1 to 120 characters, without an address, a placeholder or control characters, since mails quote it. */
export const personNameSchema = z
  .stringFormat("person-name", (text) => !SCHEME_OR_SIGN.test(text) && text.search(ADDRESS_DOT) === -1)
  .trim()
  .min(1)
  .max(120);
