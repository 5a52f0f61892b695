import { readFileSync } from "node:fs";
import { type PageTexts, pageTextsSchema } from "../src/licensing/issuing/index.ts";

/** The texts of the public pages in one language, as they are shipped. */
export function pageTexts(locale: "id" | "en"): PageTexts {
  const file = new URL(`../locales/parts/${locale}/pages.json`, import.meta.url);
  const part = JSON.parse(readFileSync(file, "utf8")) as { readonly pages: { readonly validation: unknown } };
  return pageTextsSchema.parse(part.pages.validation);
}
