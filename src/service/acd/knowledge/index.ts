/**
 * The knowledge base of a call centre. Articles are written as drafts and published as versions that never change, in force from a day to a
 * day; agents find them by words, by queue and by the caller's menu choice, and the use of an article is recorded with the contact. Locations
 * and prices are lists that are imported as a whole; the data look-up of flows reads them as well.
 */
export { blocksOf, type TextBlock, type TextRun } from "./article-text.shared.ts";
export { compareLines } from "./compare-lines.shared.ts";
export { LIST_COLUMNS, type ListKind } from "./list-columns.shared.ts";
export { readList } from "./read-list.ts";
export { folded, questionWords, redactQuestion } from "./search-words.shared.ts";
