/** Escaped HTML; created by `html` only. */
export interface SafeHtml {
  readonly safeHtml: string;
}

/** Values permitted in a template: text and numbers are escaped, `null` and `false` yield nothing. */
export type HtmlPart = string | number | null | false | SafeHtml | readonly SafeHtml[];

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes a text for element content and for quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (mark) => ESCAPES[mark] ?? mark);
}

/** Builds HTML; every value is escaped unless it is HTML already. Attribute values must be quoted. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): SafeHtml {
  const pieces = strings.map((piece, index) => piece + (index < parts.length ? partText(parts[index] ?? null) : ""));
  return { safeHtml: pieces.join("") };
}

/** Marks a constant of this program as safe HTML; never use it for external input. */
export function trustedConstant(markup: string): SafeHtml {
  return { safeHtml: markup };
}

/** A link to the web or to this host; anything else becomes `#`. */
export function safeHref(href: string): string {
  return /^(?:https?:\/\/|\/(?!\/)|\?|#)/u.test(href) ? href : "#";
}

function partText(part: HtmlPart): string {
  if (part === null || part === false) return "";
  if (typeof part === "string") return escapeHtml(part);
  if (typeof part === "number") return String(part);
  if ("safeHtml" in part) return part.safeHtml;
  return part.map((one) => one.safeHtml).join("");
}
