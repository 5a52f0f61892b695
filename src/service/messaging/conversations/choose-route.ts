/** A way from a number to a queue. */
export interface ThreadRoute {
  readonly id: string;
  /** The first word that goes this way; null for all that no word takes. */
  readonly word: string | null;
  readonly queueId: string;
  readonly idleHours: number;
  readonly hoursId: string | null;
  readonly awayText: string;
}

/** What decides whether a message begins a conversation. */
export interface RouteFacts {
  readonly routes: readonly ThreadRoute[];
  /** Its first word; undefined when it begins with none. */
  readonly word: string | undefined;
  /** Whether that word is answered by itself. */
  readonly isAnswered: boolean;
}

/** The way of a message that begins a conversation: by its word, else the way of all that nothing answers by itself; undefined for none. */
export function chooseRoute({ routes, word, isAnswered }: RouteFacts): ThreadRoute | undefined {
  const byWord = word === undefined ? undefined : routes.find((route) => route.word === word);
  if (byWord !== undefined || isAnswered) return byWord;
  return routes.find((route) => route.word === null);
}
