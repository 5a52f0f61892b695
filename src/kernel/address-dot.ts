/**
 * The dots at which mail clients turn a word into a link: after `www`, and before common top-level domains. Degrees
 * such as S.Kom and M.Sc, which are part of names, do not match.
 */
export const ADDRESS_DOT = /\.(?=(?:com|net|org|id|info|io|xyz|top|site|link|click|online|app)\b)|(?<=\bwww)\./gi;
