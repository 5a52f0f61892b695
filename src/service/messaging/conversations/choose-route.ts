/** A route from a number to a queue. */
export interface ThreadRoute {
  readonly id: string;
  /** Keyword (first word) of this route; null for messages that match no keyword. */
  readonly word: string | null;
  readonly queueId: string;
  readonly idleHours: number;
  readonly hoursId: string | null;
  readonly awayText: string;
}

/** Facts that decide whether a message begins a conversation. */
export interface RouteFacts {
  readonly routes: readonly ThreadRoute[];
  /** First word of the message; undefined when it does not begin with a word. */
  readonly word: string | undefined;
  /** Whether that word has an automatic answer. */
  readonly isAnswered: boolean;
}

/**
 * The route of a message that begins a conversation: that of its keyword, else the default route, which excludes automatically answered words; undefined when
 * there is none.
 */
export function chooseRoute({ routes, word, isAnswered }: RouteFacts): ThreadRoute | undefined {
  const byWord = word === undefined ? undefined : routes.find((route) => route.word === word);
  if (byWord !== undefined || isAnswered) return byWord;
  return routes.find((route) => route.word === null);
}
