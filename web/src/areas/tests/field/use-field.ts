/** State of the team's screen: stored test, queued answers, and automatic synchronisation. */
import { useCallback, useEffect, useRef, useState } from "react";
import { type Problem, problemOf } from "../../../data/problem.ts";
import type { AnswerValue, TestItem } from "../test-types.ts";
import { type AnswerPhoto, type ShownItem, type StoredAnswer, shownItems } from "./field-answers.ts";
import {
  type FieldPlace,
  forgetAnswers,
  keepAnswers,
  queueOf,
  readStoredTest,
  type StoredTest,
} from "./field-store.ts";
import { syncField } from "./field-sync.ts";

/** Interval at which answers of other members are loaded while the screen is open. */
const AGAIN_MS = 15_000;
/** Delay of the first retry after a failure; doubles with each further retry. */
const SOON_MS = 2_000;

const pauseAfter = (failures: number): number =>
  failures === 0 ? AGAIN_MS : Math.min(AGAIN_MS, SOON_MS * 2 ** (failures - 1));

/** The result of the last synchronisation. */
export type FieldLink = "syncing" | "online" | "offline";

/** State and operations of the screen. */
export interface Field {
  readonly kept: StoredTest | null;
  readonly queue: readonly StoredAnswer[];
  readonly link: FieldLink;
  /** The server's refusal of a synchronisation; null after success or when the server is not reachable. */
  readonly problem: Problem | null;
  /** Whether this device has no copy of the test and cannot load one now. */
  readonly isMissing: boolean;
  readonly answer: (shown: ShownItem, value: AnswerValue, photos: readonly AnswerPhoto[]) => Promise<void>;
  readonly drop: (answer: StoredAnswer) => Promise<void>;
  readonly sync: () => void;
}

interface State {
  readonly kept: StoredTest | null;
  readonly queue: readonly StoredAnswer[];
  readonly link: FieldLink;
  readonly problem: Problem | null;
  readonly isMissing: boolean;
}

const BEGINNING: State = { kept: null, queue: [], link: "syncing", problem: null, isMissing: false };

/** Synchronises one person's test on this device with the server. */
export function useField(place: FieldPlace): Field {
  const { personId, testId } = place;
  const [state, setState] = useState(BEGINNING);
  const change = useCallback((part: Partial<State>) => setState((before) => ({ ...before, ...part })), []);
  const running = useRef(false);
  const wanted = useRef(false);
  const failures = useRef(0);

  const run = useCallback(
    async (signal: AbortSignal): Promise<void> => {
      const here = { personId, testId };
      // One run at a time; a request during a run starts another run afterwards.
      wanted.current = true;
      if (running.current) return;
      running.current = true;
      try {
        while (wanted.current && !signal.aborted) {
          wanted.current = false;
          change({ link: "syncing" });
          const kept = await syncField(here, signal);
          failures.current = 0;
          change({ kept, queue: await queueOf(here), link: "online", problem: null, isMissing: false });
        }
      } catch (error) {
        failures.current += 1;
        if (!signal.aborted) change({ ...(await stateAfter(error, here)), queue: await queueOf(here) });
      } finally {
        running.current = false;
      }
    },
    [personId, testId, change],
  );

  const abort = useRef(new AbortController());
  const sync = useCallback(() => void run(abort.current.signal), [run]);

  useEffect(() => {
    const stopping = new AbortController();
    abort.current = stopping;
    const here = { personId, testId };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const begin = (): void => void again();
    const again = async (): Promise<void> => {
      clearTimeout(timer);
      await run(stopping.signal);
      if (!stopping.signal.aborted) timer = setTimeout(begin, pauseAfter(failures.current));
    };
    void Promise.all([readStoredTest(here), queueOf(here)]).then(([kept, queue]) => {
      if (!stopping.signal.aborted) change({ queue, ...(kept === undefined ? {} : { kept }) });
      return again();
    });
    window.addEventListener("online", begin);
    return () => {
      stopping.abort();
      clearTimeout(timer);
      window.removeEventListener("online", begin);
    };
  }, [personId, testId, change, run]);

  const writing = useWriting(place, { change, sync });
  return { ...state, ...writing, sync };
}

/** Stores answers on this device, and discards refused ones. */
function useWriting(
  { personId, testId }: FieldPlace,
  { change, sync }: { readonly change: (part: Partial<State>) => void; readonly sync: () => void },
): Pick<Field, "answer" | "drop"> {
  const writing = useRef<Promise<void>>(Promise.resolve());
  const answer = useCallback(
    (shown: ShownItem, value: AnswerValue, photos: readonly AnswerPhoto[]): Promise<void> => {
      const here = { personId, testId };
      // Serialised, so that a second press on the same item always replaces the first.
      const written = writing.current.then(async () => {
        const heads = await headsNow(here, shown.item);
        await keepAnswers(here, [answerOn({ item: shown.item, heads }, value, photos)]);
        change({ queue: await queueOf(here) });
        sync();
      });
      writing.current = written.catch(() => undefined);
      return written;
    },
    [personId, testId, change, sync],
  );

  const drop = useCallback(
    async (refused: StoredAnswer): Promise<void> => {
      const here = { personId, testId };
      await forgetAnswers(here, [refused]);
      change({ queue: await queueOf(here) });
    },
    [personId, testId, change],
  );
  return { answer, drop };
}

/** The unreplaced answers of an item, by the current data of this device. */
async function headsNow(place: FieldPlace, item: TestItem): Promise<readonly string[]> {
  const [kept, queue] = await Promise.all([readStoredTest(place), queueOf(place)]);
  return shownItems([item], kept?.answers ?? { answers: [] }, queue, "")[0]?.heads ?? [];
}

/** Creates an answer that replaces all answers in `heads`. */
function answerOn(
  shown: Pick<ShownItem, "item" | "heads">,
  value: AnswerValue,
  photos: readonly AnswerPhoto[],
): StoredAnswer {
  return {
    id: crypto.randomUUID(),
    item: shown.item.key,
    replaces: shown.heads,
    answeredAt: new Date().toISOString(),
    value,
    photos,
    state: "kept",
    code: null,
  };
}

async function stateAfter(error: unknown, place: FieldPlace): Promise<Partial<State>> {
  const problem = problemOf(error);
  const kept = await readStoredTest(place);
  const isMissing = kept === undefined;
  if (problem.status === 0 || problem.status >= 502) return { link: "offline", problem: null, isMissing };
  return { link: "online", problem, isMissing };
}
