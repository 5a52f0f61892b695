/** A flow in editing: changes can be undone, are stored in this browser at once, and are saved automatically. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Flow } from "../../../../src/service/flows/ivr/contract.ts";
import { api } from "../../data/client.ts";
import { dropDraft, keepDraft, readDraft } from "../../data/drafts.ts";
import { problemOf, read } from "../../data/problem.ts";
import { beginHistory, change, type Edited, type FlowHistory, redo, undo } from "./flow-history.ts";
import { type FlowAnswer, readFlow } from "./flows-data.ts";

/** Delay in milliseconds from the last change to the automatic save. */
const QUIET_MS = 900;
/** Delay in milliseconds before a failed save is retried. */
const AGAIN_MS = 5_000;

/** The save status of the draft. */
export type SaveState = "saved" | "waiting" | "saving" | "failed" | "stale" | "refused";

interface StoredDraft extends Edited {
  readonly version: number;
}

/** The edited flow and its operations. */
export interface FlowDraft {
  readonly edited: Edited;
  readonly version: number;
  readonly state: SaveState;
  /** The failure of the last save. */
  readonly error: Error | null;
  /** Whether the draft was restored from this browser and had not been saved on the server. */
  readonly isRecovered: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly setFlow: (make: (flow: Flow) => Flow, group?: string | null) => void;
  readonly setName: (name: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Saves now; resolves to the saved version, or undefined when the save failed. */
  readonly flush: () => Promise<number | undefined>;
  /** Resolves a conflict: takes the other user's version, with the local one as an undo step; or saves the local version over it. */
  readonly takeTheirs: () => Promise<void>;
  readonly keepMine: () => Promise<void>;
}

const keyOf = (id: string): string => `flow.${id}`;

const isSame = (left: Edited, right: Edited): boolean =>
  left === right || (left.name === right.name && JSON.stringify(left.flow) === JSON.stringify(right.flow));

function begin(answer: FlowAnswer): {
  readonly history: FlowHistory;
  readonly isRecovered: boolean;
  readonly isOld: boolean;
} {
  const server = { name: answer.name, flow: answer.draft };
  const kept = readDraft<StoredDraft>(keyOf(answer.id));
  const history = beginHistory(server);
  if (kept === null || isSame(kept, server)) return { history, isRecovered: false, isOld: false };
  const mine = change(history, { name: kept.name, flow: kept.flow });
  return { history: mine, isRecovered: true, isOld: kept.version !== answer.version };
}

/** Edits a flow. */
export function useFlowDraft(answer: FlowAnswer): FlowDraft {
  const [start] = useState(() => begin(answer));
  const [history, setHistory] = useState(start.history);
  const [state, setState] = useState<SaveState>(start.isOld ? "stale" : start.isRecovered ? "waiting" : "saved");
  const [error, setError] = useState<Error | null>(null);
  const [version, setVersion] = useState(answer.version);
  const server = useRef<StoredDraft>({ name: answer.name, flow: answer.draft, version: answer.version });
  const latest = useRef(history.present);
  const running = useRef<Promise<number | undefined> | null>(null);
  const cache = useQueryClient();
  useLayoutEffect(() => {
    latest.current = history.present;
  }, [history.present]);
  const { id } = answer;

  const save = useCallback(async (): Promise<number | undefined> => {
    if (running.current !== null) await running.current;
    const sent = latest.current;
    if (isSame(sent, server.current)) {
      setState("saved");
      return server.current.version;
    }
    setState("saving");
    const work = send(id, sent, server.current.version).then(
      (saved) => {
        server.current = { ...sent, version: saved };
        setVersion(saved);
        setError(null);
        if (isSame(latest.current, sent)) dropDraft(keyOf(id));
        setState(isSame(latest.current, sent) ? "saved" : "waiting");
        void cache.invalidateQueries({ queryKey: ["service", "flows"] });
        return saved;
      },
      (fault: unknown) => {
        const problem = problemOf(fault);
        const isOutage = problem.status === 0 || problem.status >= 500;
        setError(fault instanceof Error ? fault : new Error(problem.message));
        setState(problem.code === "flow-stale" ? "stale" : isOutage ? "failed" : "refused");
        return undefined;
      },
    );
    running.current = work;
    const done = await work;
    running.current = null;
    return done;
  }, [id, cache]);

  useEffect(() => {
    if (isSame(history.present, server.current)) return;
    keepDraft(keyOf(id), { ...history.present, version: server.current.version });
    setState((before) => (before === "stale" ? "stale" : "waiting"));
  }, [history.present, id]);

  useEffect(() => {
    if (state !== "waiting" && state !== "failed") return;
    // A draft undone to the server's state is marked as saved without a request.
    const isThere = isSame(history.present, server.current);
    const timer = setTimeout(() => void save(), isThere ? 0 : state === "waiting" ? QUIET_MS : AGAIN_MS);
    return () => clearTimeout(timer);
  }, [state, history.present, save]);

  return {
    edited: history.present,
    version,
    state,
    error,
    isRecovered: start.isRecovered,
    flush: save,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    ...useChanging(setHistory),
    ...useMeeting({ id, server, setHistory, setVersion, setState, save }),
  };
}

type SetHistory = (make: (history: FlowHistory) => FlowHistory) => void;

/** The editing operations; their identity is stable between renders. */
function useChanging(setHistory: SetHistory): Pick<FlowDraft, "setFlow" | "setName" | "undo" | "redo"> {
  return useMemo(
    () => ({
      setFlow: (make, group = null) =>
        setHistory((before) => {
          const flow = make(before.present.flow);
          return flow === before.present.flow ? before : change(before, { ...before.present, flow }, group);
        }),
      setName: (name) => setHistory((before) => change(before, { ...before.present, name }, "name")),
      undo: () => setHistory(undo),
      redo: () => setHistory(redo),
    }),
    [setHistory],
  );
}

async function send(id: string, { name, flow }: Edited, expectedVersion: number): Promise<number> {
  const body = { expectedVersion, name, draft: flow as never };
  const { version } = await read<{ version: number }>(
    api.PUT("/api/service/flows/{id}/draft", { params: { path: { id } }, body }),
  );
  return version;
}

/** Resolves a conflict with another user's save. */
function useMeeting(at: {
  readonly id: string;
  readonly server: { current: StoredDraft };
  readonly setHistory: SetHistory;
  readonly setVersion: (version: number) => void;
  readonly setState: (state: SaveState) => void;
  readonly save: () => Promise<number | undefined>;
}): Pick<FlowDraft, "takeTheirs" | "keepMine"> {
  const theirs = async (): Promise<Edited> => {
    const found = await readFlow(at.id);
    const edited = { name: found.name, flow: found.draft };
    at.server.current = { ...edited, version: found.version };
    at.setVersion(found.version);
    return edited;
  };
  return {
    takeTheirs: async () => {
      const edited = await theirs();
      dropDraft(keyOf(at.id));
      at.setHistory((history) => change(history, edited));
      at.setState("saved");
    },
    keepMine: async () => {
      await theirs();
      await at.save();
    },
  };
}
