/** How much an article may be, without the schema: browsers need this and not the schema. */
export const LIMITS = { title: 120, body: 20_000, owner: 80, note: 300, places: 50, question: 200 } as const;

/** How an article stands on a day; the last days before its end are told apart. */
export const ARTICLE_STATES = ["draft", "upcoming", "in-force", "expiring", "expired"] as const;

/** How an article stands. */
export type ArticleState = (typeof ARTICLE_STATES)[number];

/** Days before the end of an article from which on its end is told. */
export const EXPIRING_DAYS = 14;
