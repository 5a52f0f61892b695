import type { Clock } from "../../../../kernel/index.ts";
import type { Log } from "../../../../platform/telemetry/index.ts";
import { isDataFault } from "./write-apart.effects.ts";

const GROUP_WAIT_MS = 2;
const RETRY_MS = 100;

/** Why nothing was written: too much waits already, the database did not take it in time, or the order itself is at fault. */
export type NotWritten = "queue-full" | "storage-away" | "fault";

/** Writes orders of many in groups, each group by one commit. */
export interface GroupWriter<Order, Answer> {
  /** Resolves when what was answered is on disk. */
  write(order: Order): Promise<Answer | NotWritten>;
  /** Writes what waits, within `graceMs`; safe to call twice. */
  close(graceMs: number): Promise<void>;
}

/** How a group is written: `isAgain` after an attempt whose answer may have been lost; `committing` is called before the commit. */
export interface FlushHow {
  readonly isAgain: boolean;
  readonly committing: () => void;
}

/** What a writer of groups stands on. */
export interface GroupWriting<Order, Answer> {
  readonly clock: Clock;
  readonly log: Log;
  /** The name of what is written, for the log. */
  readonly name: string;
  readonly sizeOf: (order: Order) => number;
  /**
   * Writes a group in one transaction and answers each order, in their order. A second attempt must do no harm: `isAgain` says that they may
   * be on disk already, since the answer of a commit can be lost. `committing` is called when nothing but the commit is left: the next group
   * begins then, so that one waits for the disk while another one asks its questions.
   */
  readonly flush: (orders: readonly Order[], how: FlushHow) => Promise<readonly Answer[]>;
  /** A group is written when it is this large, or its first order has waited two milliseconds. */
  readonly groupMax: number;
  /** While one group is written others gather: the next takes so much at the most. */
  readonly takeMax: number;
  /** What may wait at the most; beyond it the answer is `queue-full`. */
  readonly waitingMax: number;
  /** An order that could not be written in this time is answered `storage-away`. */
  readonly patienceMs: number;
}

interface Waiting<Order, Answer> {
  readonly order: Order;
  readonly byMs: number;
  readonly settle: (answer: Answer | NotWritten) => void;
}

/** Groups that are written at once: one asks its questions, the others wait for the disk. */
const GROUPS_OPEN_MAX = 3;

/** Opens a writer; one of its transactions at a time is before its commit. */
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

/** As many orders as fit into a group, and one at least. */
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

/** Writes a group; a database that is away is tried again until the last of its orders has no patience left. */
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
      // By halves: whoever is not at fault waits for a few transactions, not for one of each.
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
