/** The limits of an article, separate from the schema, so that browsers load only the limits. */
export const LIMITS = { title: 120, body: 20_000, owner: 80, note: 300, places: 50, question: 200 } as const;

/** The state of an article on a day; the last days before its end have their own state. */
export const ARTICLE_STATES = ["draft", "upcoming", "in-force", "expiring", "expired"] as const;

/** One of `ARTICLE_STATES`. */
export type ArticleState = (typeof ARTICLE_STATES)[number];

/** The number of days before the end of an article in which it counts as expiring. */
export const EXPIRING_DAYS = 14;
