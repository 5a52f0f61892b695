import type { Clock } from "../../../../kernel/index.ts";
import type { Log } from "../../../../platform/telemetry/index.ts";
import { isDataFault } from "./write-apart.effects.ts";

const GROUP_WAIT_MS = 2;
const RETRY_MS = 100;

/** Why nothing was written: the queue is full, the database did not accept it in time, or the order itself is faulty. */
export type NotWritten = "queue-full" | "storage-away" | "fault";

/** Group commit: writes orders of many callers in groups, each group in one transaction. */
export interface GroupWriter<Order, Answer> {
  /** Resolves when the answer is on disk. */
  write(order: Order): Promise<Answer | NotWritten>;
  /** Writes pending orders within `graceMs`; safe to call twice. */
  close(graceMs: number): Promise<void>;
}

/** Options of a flush: `isAgain` after an attempt whose result may have been lost; call `committing` before the commit. */
export interface FlushHow {
  readonly isAgain: boolean;
  readonly committing: () => void;
}

/** Options of a group writer. */
export interface GroupWriting<Order, Answer> {
  readonly clock: Clock;
  readonly log: Log;
  /** Name for the log. */
  readonly name: string;
  readonly sizeOf: (order: Order) => number;
  /**
   * Writes a group in one transaction and returns an answer for each order, in their order. A second attempt must be harmless: `isAgain` means that the orders
   * may be on disk already, since the result of a commit can be lost. Call `committing` when only the commit is left: the next group then begins, so that one
   * group waits for the disk while another one runs its queries.
   */
  readonly flush: (orders: readonly Order[], how: FlushHow) => Promise<readonly Answer[]>;
  /** A group is written when it has this size, or its first order has waited two milliseconds. */
  readonly groupMax: number;
  /** Orders gather while a group is being written: the upper limit of the next group. */
  readonly takeMax: number;
  /** Limit of the queue; beyond it the answer is `queue-full`. */
  readonly waitingMax: number;
  /** An order that could not be written within this time is answered `storage-away`. */
  readonly patienceMs: number;
}

interface Waiting<Order, Answer> {
  readonly order: Order;
  readonly byMs: number;
  readonly settle: (answer: Answer | NotWritten) => void;
}

/** Limit of concurrent groups: one runs its queries, the others wait for the disk. */
const GROUPS_OPEN_MAX = 3;

/** Opens a writer; at most one transaction at a time is before its commit. */
export function openGroupWriter<Order, Answer>(options: GroupWriting<Order, Answer>): GroupWriter<Order, Answer> {
  let waiting: Waiting<Order, Answer>[] = [];
  let size = 0;
  let timer: NodeJS.Timeout | undefined;
  const open = new Set<Promise<void>>();
  let isAsking = false;
  let isClosed = false;
  const take = (): readonly Waiting<Order, Answer>[] => {
    const count = countThatFit(options, waiting);
    const group = waiting.slice(0, count);
    waiting = waiting.slice(count);
    size -= group.reduce((sum, { order }) => sum + options.sizeOf(order), 0);
    return group;
  };
  const wake = (): void => {
    timer = undefined;
    if (isAsking || waiting.length === 0 || open.size >= GROUPS_OPEN_MAX) return;
    isAsking = true;
    let isNextTold = false;
    const committing = () => {
      if (isNextTold) return;
      isNextTold = true;
      isAsking = false;
      wake();
    };
    const done = writeGroup(options, { group: take(), committing }).finally(() => {
      open.delete(done);
      committing();
      wake();
    });
    open.add(done);
  };
  return {
    write: (order) => {
      const own = options.sizeOf(order);
      if (isClosed) return Promise.resolve("storage-away" as const);
      if (size + own > options.waitingMax) return Promise.resolve("queue-full" as const);
      return new Promise((settle) => {
        waiting.push({ order, byMs: options.clock.nowMs() + options.patienceMs, settle });
        size += own;
        if (size >= options.groupMax) wake();
        else timer ??= setTimeout(wake, GROUP_WAIT_MS);
      });
    },
    close: async (graceMs) => {
      clearTimeout(timer);
      isClosed = true;
      wake();
      const written = async () => {
        while (open.size > 0) await Promise.race(open);
      };
      await Promise.race([written(), new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
      for (const one of waiting) one.settle("storage-away");
      waiting = [];
    },
  };
}

/** Number of orders that fit into a group, at least one. */
function countThatFit<Order, Answer>(
  { sizeOf, takeMax }: GroupWriting<Order, Answer>,
  waiting: readonly Waiting<Order, Answer>[],
): number {
  let size = 0;
  const over = waiting.findIndex(({ order }, index) => {
    size += sizeOf(order);
    return index > 0 && size > takeMax;
  });
  return over === -1 ? waiting.length : over;
}

/** Writes a group; while the database is unavailable it retries until the time limit of its last order. */
async function writeGroup<Order, Answer>(
  options: GroupWriting<Order, Answer>,
  { group, committing }: { readonly group: readonly Waiting<Order, Answer>[]; readonly committing: () => void },
  wasTried = false,
): Promise<void> {
  let rest = group;
  for (let isAgain = wasTried; rest.length > 0; isAgain = true) {
    const failed = await writeOnce(options, rest, { isAgain, committing });
    if (failed === undefined) return;
    if (isDataFault(failed) && rest.length > 1) {
      // By halves, so that the other orders wait for a few transactions instead of one each.
      const half = Math.ceil(rest.length / 2);
      await writeGroup(options, { group: rest.slice(0, half), committing }, isAgain);
      await writeGroup(options, { group: rest.slice(half), committing }, isAgain);
      return;
    }
    options.log.warn({ err: failed, waiting: rest.length }, `${options.name}.not-written`);
    if (isDataFault(failed)) {
      for (const one of rest) one.settle("fault");
      return;
    }
    const nowMs = options.clock.nowMs();
    for (const one of rest) if (one.byMs <= nowMs) one.settle("storage-away");
    rest = rest.filter(({ byMs }) => byMs > nowMs);
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

async function writeOnce<Order, Answer>(
  { flush }: GroupWriting<Order, Answer>,
  group: readonly Waiting<Order, Answer>[],
  how: FlushHow,
): Promise<unknown> {
  try {
    const answers = await flush(
      group.map(({ order }) => order),
      how,
    );
    for (const [index, one] of group.entries()) one.settle(answers[index] ?? "fault");
    return undefined;
  } catch (error) {
    return error ?? "unknown";
  }
}
