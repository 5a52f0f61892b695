import { html, type SafeHtml, safeHref, trustedConstant } from "./html.ts";
import { PAGE_STYLE } from "./page-style.ts";
import type { PageTexts } from "./page-texts.ts";

/** The frame of a public page. */
export interface PageFrame {
  readonly locale: "id" | "en";
  readonly texts: PageTexts;
  /** Name of the installation from its settings. */
  readonly installationName: string;
  /** True while documents of this installation have no legal force. */
  readonly demonstration: boolean;
  readonly homeHref: string;
  /** The same page in the other language. */
  readonly otherLanguageHref: string;
  /** Additional parts of a public-site page; a page about one decree has none and is excluded from search engines. */
  readonly site?: SiteFrame;
}

/** The parts of the public site around a page. */
export interface SiteFrame {
  /** The whole style sheet, one constant, in place of `PAGE_STYLE`. */
  readonly style: string;
  /** Meta description, links to the other language, and robots directives. */
  readonly head: SafeHtml;
  /** Navigation beside the name in the header. */
  readonly navigation: SafeHtml;
  /** The language switch and the elements after it. */
  readonly actions: SafeHtml;
  readonly footer: SafeHtml;
}

/** The appearance of an answer, by shape as well as by colour. */
export type Tone = "good" | "bad" | "warn" | "plain";

const ICONS: Readonly<Record<Tone, string>> = {
  good: '<circle cx="20" cy="20" r="17"/><path d="M12 21l6 6 11-13"/>',
  bad: '<path d="M13 3h14l10 10v14L27 37H13L3 27V13z"/><path d="M14 14l12 12M26 14L14 26"/>',
  warn: '<path d="M20 4L38 35H2z"/><path d="M20 15v9M20 29v.5"/>',
  plain: '<circle cx="20" cy="20" r="17"/><path d="M15 15.500a5 5 0 1 1 7 4.500c-1.500.800-2 1.500-2 3.500M20 29v.5"/>',
};

/** The logo of the browser application, on the grid of the icons. */
const MARK =
  '<g transform="scale(1.250)"><path d="M22 9.500h-6.750a3.250 3.250 0 0 0 0 6.500h1.500a3.250 3.250 0 0 1 0 6.500H10" stroke-width="3.200" stroke-linecap="round"/><circle cx="24" cy="9.500" r="3.600" fill="var(--thread)" stroke="none"/><circle cx="8" cy="22.500" r="3.600" fill="currentColor" stroke="none"/></g>';

/** Wraps content in a complete document without script. */
export function pageFrame(frame: PageFrame, title: string, content: SafeHtml): string {
  const { texts, locale, site } = frame;
  const page = html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${site?.head ?? trustedConstant('<meta name="robots" content="noindex">')}
<title>${title} – ${frame.installationName}</title>
<style>${trustedConstant(site?.style ?? PAGE_STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">${texts.layout.skipLink}</a>
${frame.demonstration && demonstrationBanner(texts)}
<header class="bar">
<a class="brand" href="${safeHref(frame.homeHref)}" aria-label="${`${frame.installationName}: ${texts.layout.home}`}">${icon(MARK)}<span>${frame.installationName}</span></a>
${site?.navigation ?? null}
${site?.actions ?? languageLink(frame)}
</header>
<main id="content" tabindex="-1">
${content}
</main>
<footer>${site?.footer ?? html`<p>${texts.layout.footer}</p>`}</footer>
</body>
</html>
`;
  return page.safeHtml;
}

/** The link to the same page in the other language. */
export function languageLink({ locale, otherLanguageHref, texts }: PageFrame): SafeHtml {
  const other = locale === "id" ? "en" : "id";
  return html`<a class="language" lang="${other}" hreflang="${other}" href="${safeHref(otherLanguageHref)}">${texts.layout.otherLanguage}</a>`;
}

/** The answer, as the first element of the page. */
export function answerBox(tone: Tone, level: 1 | 2, answer: string, body: SafeHtml): SafeHtml {
  const heading = level === 1 ? html`<h1>${answer}</h1>` : html`<h2>${answer}</h2>`;
  return html`<div class="answer ${tone}">${icon(ICONS[tone])}<div>${heading}${body}</div></div>`;
}

function demonstrationBanner(texts: PageTexts): SafeHtml {
  const { demonstrationTitle, demonstrationText } = texts.layout;
  return html`<aside class="demonstration" aria-label="${demonstrationTitle}"><p><strong>${demonstrationTitle}.</strong> ${demonstrationText}</p></aside>`;
}

function icon(shapes: string): SafeHtml {
  return html`<svg viewBox="0 0 40 40" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${trustedConstant(shapes)}</svg>`;
}
