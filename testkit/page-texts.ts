import { type PageTexts, pageTextsSchema } from "../src/licensing/issuing/index.ts";
import { openTexts } from "../src/platform/texts/index.ts";

/** The texts of the public pages in one language, as they are shipped. */
export function pageTexts(locale: "id" | "en"): PageTexts {
  return pageTextsSchema.parse(openTexts().branch(locale, "pages.validation"));
}
