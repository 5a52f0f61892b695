import { ADDRESS_DOT } from "../../kernel/index.ts";
import type { Locale, TextParams, Texts } from "../texts/index.ts";
import { MAIL_SUBJECT_MAX, MAIL_TEXT_MAX } from "./mail.store.ts";

/** Parameters that Sambung makes or its owner sets: they may hold an address. `link` is missing where the token comes later. */
const OWN: ReadonlySet<string> = new Set(["link", "url", "address", "host", "installation"]);
/** Texts that are put together from parameters which went through `harmlessParams`. */
const COMPOSED: ReadonlySet<string> = new Set(["facts", "greeting"]);
/** Texts that people write: they may have several lines. */
const LINES: ReadonlySet<string> = new Set(["reason", "reasons", "text", "items", "prepare"]);

const EMAIL = /^[^\s@]+@[^\s@]+$/;
const SCHEME = /:\/\//g;
const BRACE = /[{}]/g;
/** Control characters but the line feed, and the line separators of Unicode. */
const CONTROLS = /[^\P{Cc}\n]|[\u2028\u2029]/gu;

/**
 * The subject and text of a mail from the texts `mail.TEMPLATE.subject` and `mail.TEMPLATE.body`. Names and other values from
 * people hold no placeholder, no line break and no address that a mail program makes a link of.
 */
export function mailText(
  texts: Pick<Texts, "text">,
  mail: { readonly locale: Locale; readonly template: string; readonly params: TextParams },
): { readonly subject: string; readonly bodyText: string } {
  const { locale, template } = mail;
  const params = harmlessParams(mail.params);
  return {
    subject: texts.text(locale, `mail.${template}.subject`, params).slice(0, MAIL_SUBJECT_MAX),
    bodyText: texts.text(locale, `mail.${template}.body`, params).slice(0, MAIL_TEXT_MAX),
  };
}

/** Parameters of a mail without what a name must not bring into it; texts composed of parameters are composed of these. */
export function harmlessParams(params: TextParams): TextParams {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      OWN.has(name) || COMPOSED.has(name) ? value : harmless(name, String(value)),
    ]),
  );
}

function harmless(name: string, value: string): string {
  const text = value.replaceAll(BRACE, (sign) => (sign === "{" ? "(" : ")")).replaceAll(CONTROLS, " ");
  const line = LINES.has(name) ? text : text.replaceAll("\n", " ");
  // The receiver of an invitation is addressed by the e-mail address alone.
  return EMAIL.test(line) ? line : line.replaceAll(SCHEME, ": //").replaceAll(ADDRESS_DOT, ". ");
}
