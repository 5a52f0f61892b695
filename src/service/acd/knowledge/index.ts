/**
 * Information: what a call centre tells its customers. Articles are written as drafts and published as versions that never change, in force
 * from a day to a day; agents find them by words, by their queue and by what the caller chose, and what was told stays with the contact. Places
 * and prices are lists that are imported whole; callers are answered from them as well.
 */
export { blocksOf, type TextBlock, type TextRun } from "./article-text.shared.ts";
export { compareLines } from "./compare-lines.shared.ts";
export { LIST_COLUMNS, type ListKind } from "./list-columns.shared.ts";
export { readList } from "./read-list.ts";
export { folded, questionWords, redactQuestion } from "./search-words.shared.ts";
