/**
 * Each dot by which a mail program makes a link of a word: behind `www`, and before the ending of a common domain. Degrees such as S.Kom
 * and M.Sc, which are part of names, have none.
 */
export const ADDRESS_DOT = /\.(?=(?:com|net|org|id|info|io|xyz|top|site|link|click|online|app)\b)|(?<=\bwww)\./gi;
