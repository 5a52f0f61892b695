/** Why an operation on an article is refused. */
export type ArticleRefusal =
  | "no-such-article"
  | "no-such-article-version"
  | "article-limit"
  | "article-stale"
  | "article-empty"
  | "article-days-order"
  | "article-version-limit"
  | "article-place-unknown";

/** The status of each refusal. */
export const ARTICLE_STATUS: Readonly<Record<ArticleRefusal, number>> = {
  "no-such-article": 404,
  "no-such-article-version": 404,
  "article-limit": 409,
  "article-stale": 409,
  "article-empty": 409,
  "article-days-order": 409,
  "article-version-limit": 409,
  "article-place-unknown": 409,
};
