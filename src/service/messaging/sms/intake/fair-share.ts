/** What waits for a carrier of one call centre in one category. */
export interface PartQueue {
  readonly tenantId: string;
  /** 0 one-time passwords, 1 the ordinary, 2 promotion. */
  readonly priority: number;
}

/** A queue, and how many of it are meant. */
export interface QueueCount extends PartQueue {
  readonly count: number;
}

/** How much of a carrier was used lately, in turns; whoever used none stands at `nowAt`. */
interface Level {
  readonly nowAt: number;
  readonly used: ReadonlyMap<string, number>;
}

/** How the turns at one carrier stand: of categories, and of call centres inside each. */
export interface FairShare {
  readonly categories: Level;
  readonly tenants: ReadonlyMap<number, Level>;
}

const FRESH: Level = { nowAt: 0, used: new Map() };

/** Nobody had a turn yet. */
export const NEW_SHARE: FairShare = { categories: FRESH, tenants: new Map() };

/** Of twenty turns: where all categories wait, passwords have 15, the ordinary 4 and promotion one. */
const TURNS: readonly number[] = [15, 4, 1];

/** Queues that are told apart: more than any installation has call centres. */
export const QUEUES_MAX = 5_000;

/**
 * Shares `limit` parts among queues in which something is due: categories by their turns, and inside a category one part for each call
 * centre after the other (start-time fair queueing). Whoever waited for nothing until now has his turn at once, and nobody saves turns up.
 */
export function allot(share: FairShare, queues: readonly PartQueue[], limit: number): readonly QueueCount[] {
  const counts = new Map<PartQueue, number>();
  const categories = usedNow(share.categories);
  const rooms = new Map(
    [...Map.groupBy(queues, ({ priority }) => priority)].map(([priority, own]) => [
      priority,
      { own: new Map(own.map((queue) => [queue.tenantId, queue])), used: usedNow(levelOf(share, priority)) },
    ]),
  );
  for (let left = queues.length === 0 ? 0 : limit; left > 0; left -= 1) {
    const priority = leastUsed([...rooms.keys()], categories.of);
    const room = rooms.get(priority);
    const queue = room?.own.get(leastUsed([...room.own.keys()], room.used.of));
    if (room === undefined || queue === undefined) break;
    counts.set(queue, (counts.get(queue) ?? 0) + 1);
    categories.add(priority, costOf(priority));
    room.used.add(queue.tenantId, 1);
  }
  return [...counts].map(([queue, count]) => ({ ...queue, count }));
}

/** What is used of a level so far, while turns are shared out. */
function usedNow<Key extends string | number>({ nowAt, used }: Level) {
  const more = new Map<Key, number>();
  const of = (key: Key): number => Math.max(used.get(String(key)) ?? nowAt, nowAt) + (more.get(key) ?? 0);
  return { of, add: (key: Key, cost: number) => void more.set(key, (more.get(key) ?? 0) + cost) };
}

function leastUsed<Key>(keys: readonly Key[], usedOf: (key: Key) => number): Key {
  const [first, ...others] = keys;
  let [least, leastAt] = [first as Key, usedOf(first as Key)];
  for (const key of others) {
    const at = usedOf(key);
    if (at < leastAt) [least, leastAt] = [key, at];
  }
  return least;
}

/** Turns after `taken` of what was allotted; of a queue in which others had everything in hand, one is counted. */
export function afterTurns(
  share: FairShare,
  {
    queues,
    allotted,
    taken,
  }: {
    readonly queues: readonly PartQueue[];
    readonly allotted: readonly QueueCount[];
    readonly taken: readonly PartQueue[];
  },
): FairShare {
  const keyOf = ({ priority, tenantId }: PartQueue) => `${priority} ${tenantId}`;
  const takenOf = Map.groupBy(taken, keyOf);
  const counted = allotted.map((queue) => ({ ...queue, count: Math.max(takenOf.get(keyOf(queue))?.length ?? 0, 1) }));
  const tenants = new Map(share.tenants);
  for (const [priority, own] of Map.groupBy(queues, (queue) => queue.priority)) {
    const costs = counted
      .filter((queue) => queue.priority === priority)
      .map((one) => [one.tenantId, one.count] as const);
    tenants.set(
      priority,
      charged(
        levelOf(share, priority),
        own.map(({ tenantId }) => tenantId),
        costs,
      ),
    );
  }
  const waiting = [...new Set(queues.map(({ priority }) => String(priority)))];
  const costs = counted.map(({ priority, count }) => [String(priority), count * costOf(priority)] as const);
  return { categories: charged(share.categories, waiting, costs), tenants };
}

function levelOf({ tenants }: FairShare, priority: number): Level {
  return tenants.get(priority) ?? FRESH;
}

function costOf(priority: number): number {
  return 1 / (TURNS[priority] ?? 1);
}

/** The level goes on to where the least used of those who wait stands; whoever is not beyond it is forgotten. */
function charged(
  { nowAt, used }: Level,
  waiting: readonly string[],
  costs: readonly (readonly [key: string, cost: number])[],
): Level {
  const after = new Map(used);
  for (const [key, cost] of costs) after.set(key, Math.max(after.get(key) ?? nowAt, nowAt) + cost);
  const at = waiting.map((key) => Math.max(after.get(key) ?? nowAt, nowAt));
  const next = at.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
  const goesTo = Number.isFinite(next) ? next : nowAt;
  return { nowAt: goesTo, used: new Map([...after].filter(([, one]) => one > goesTo)) };
}
