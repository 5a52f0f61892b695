import { createHash } from "node:crypto";
import { answerBox, html, PAGE_STYLE, pageFrame, pageTextsSchema } from "../../licensing/issuing/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { DrawPage } from "../../service/cpaas/console/wire.ts";

const STYLE_HASH = createHash("sha256").update(PAGE_STYLE).digest("base64");
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** Renders message pages in the layout of the public pages. */
export function plainPages({ texts, settings }: Pick<Kit, "texts" | "settings">): DrawPage {
  return ({ locale, title, lines, lists, otherLanguageHref }) => {
    const frame = {
      locale,
      otherLanguageHref,
      homeHref: "/",
      installationName: settings.installationName,
      demonstration: settings.demo,
      texts: pageTextsSchema.parse(texts.branch(locale, "pages.validation")),
    };
    const listed = lists.map(({ title: name, links }) => {
      const items = links.map(({ href, text }) => html`<li><a href="${href}">${text}</a></li>`);
      return html`${name === "" ? "" : html`<h2>${name}</h2>`}<ul>${items}</ul>`;
    });
    const said = html`${lines.map((line) => html`<p>${line}</p>`)}${listed}`;
    return { html: pageFrame(frame, title, answerBox("plain", 1, title, said)), policy: POLICY };
  };
}
