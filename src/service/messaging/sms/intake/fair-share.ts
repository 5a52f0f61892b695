/** Segments of one call centre and category that wait for a carrier. */
export interface PartQueue {
  readonly tenantId: string;
  /** 0: one-time passwords, 1: transactional, 2: promotional. */
  readonly priority: number;
}

/** A queue, with a number of its segments. */
export interface QueueCount extends PartQueue {
  readonly count: number;
}

/** Virtual time (in turns) used by each key; keys without an entry are at `nowAt`. */
interface Level {
  readonly nowAt: number;
  readonly used: ReadonlyMap<string, number>;
}

/** Fair-share state of one carrier: over categories, and over call centres in each category. */
export interface FairShare {
  readonly categories: Level;
  readonly tenants: ReadonlyMap<number, Level>;
}

const FRESH: Level = { nowAt: 0, used: new Map() };

/** The initial state. */
export const NEW_SHARE: FairShare = { categories: FRESH, tenants: new Map() };

/** Weights out of twenty turns: where all categories wait, one-time passwords have 15, transactional 4 and promotional one. */
const TURNS: readonly number[] = [15, 4, 1];

/** Limit of queues: above the number of call centres of any installation. */
export const QUEUES_MAX = 5_000;

/**
 * Allots `limit` segments to queues with due segments: categories by weight, and inside a category one segment for each call centre in turn (start-time fair
 * queueing). A queue that was empty until now has its turn at once, and unused turns are not saved up.
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

/** Usage of a level while turns are allotted. */
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

/** The state after `taken` of the allotted segments; a queue whose segments were all locked by other claims is charged one turn. */
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

/** Advances the virtual time to the least used waiting key, and drops keys that are not beyond it. */
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
