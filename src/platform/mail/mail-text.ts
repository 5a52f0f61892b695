import { ADDRESS_DOT } from "../../kernel/index.ts";
import type { Locale, TextParams, Texts } from "../texts/index.ts";
import { MAIL_SUBJECT_MAX, MAIL_TEXT_MAX } from "./mail.store.ts";

/** Parameters that Sambung creates or its operator sets: they may contain a URL. `link` is missing when the token is inserted later. */
const OWN: ReadonlySet<string> = new Set(["link", "url", "address", "host", "installation"]);
/** Parameters composed of parameters that went through `harmlessParams`. */
const COMPOSED: ReadonlySet<string> = new Set(["facts", "greeting"]);
/** Texts that users write: they may have several lines. */
const LINES: ReadonlySet<string> = new Set(["reason", "reasons", "text", "items", "prepare"]);

const EMAIL = /^[^\s@]+@[^\s@]+$/;
const SCHEME = /:\/\//g;
const BRACE = /[{}]/g;
/** Control characters except the line feed, and the line separators of Unicode. */
const CONTROLS = /[^\P{Cc}\n]|[\u2028\u2029]/gu;

/**
 * The subject and text of a mail from the texts `mail.TEMPLATE.subject` and `mail.TEMPLATE.body`. Names and other user values
 * contain no placeholder, no line break and no address that a mail client turns into a link.
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

/** Removes from the parameters of a mail everything that a name must not contain; composed texts use these parameters. */
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
  // An invitation addresses its recipient by the e-mail address alone.
  return EMAIL.test(line) ? line : line.replaceAll(SCHEME, ": //").replaceAll(ADDRESS_DOT, ". ");
}
