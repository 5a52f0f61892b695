/**
 * Information: what a call centre tells its customers. Articles are written as drafts and published as versions that never change, in force
 * from a day to a day; agents find them by words, by their queue and by what the caller chose, and what was told stays with the contact.
 */
export { blocksOf, type TextBlock, type TextRun } from "./article-text.shared.ts";
export { compareLines } from "./compare-lines.shared.ts";
export { folded, keptQuestion, questionWords } from "./search-words.shared.ts";
