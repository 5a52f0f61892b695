/** Keyword that routes a message to a queue: its first word. */
export const ROUTE_WORD = /^[A-Z0-9]{1,20}$/;
/** Limit of routes of one call centre. */
export const THREAD_ROUTES_MAX = 100;
/** Hours without a message after which a conversation ends. */
export const IDLE_HOURS = { least: 1, most: 720, usual: 24 } as const;
/** Limit of the text that is sent outside opening hours, characters. */
export const AWAY_TEXT_MAX = 500;
/** Newest messages of a conversation that the desktop shows. */
export const CONVERSATION_MAX = 200;
