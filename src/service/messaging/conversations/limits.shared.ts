/** A word by which a message goes to a queue: its first. */
export const ROUTE_WORD = /^[A-Z0-9]{1,20}$/;
/** Ways from numbers to queues of one call centre at the most. */
export const THREAD_ROUTES_MAX = 100;
/** Hours after which a conversation that nobody goes on with ends by itself. */
export const IDLE_HOURS = { least: 1, most: 720, usual: 24 } as const;
/** What is answered outside opening hours, at the most. */
export const AWAY_TEXT_MAX = 500;
/** Messages of one conversation that a desk shows, the newest. */
export const CONVERSATION_MAX = 200;
