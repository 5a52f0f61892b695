/** Texts in both languages, read from the files in `locales/`. */
export { type Locale, localeOf, openTexts, type TextParams, type Texts } from "./texts.ts";
