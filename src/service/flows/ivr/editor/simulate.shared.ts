import { assert } from "../../../../kernel/index.ts";
import {
  type CallTask,
  type DataLookupQuery,
  NO_TASKS,
  stepTasks,
  type TaskEffect,
  type TaskInput,
  type TaskOutcome,
} from "../../../telephony/calls/index.ts";
import { type Clip, spokenWords } from "../../../telephony/prompts/index.ts";
import { beginFlow, stepFlow } from "../step-flow.shared.ts";
import type { FlowEffect, FlowState, FlowVersion } from "./flow-state.shared.ts";
import { formatEntries } from "./lookup-text.shared.ts";
import { stepOf } from "./ways.shared.ts";

/** Above the number of turns of any call that ends at the step limit. */
const TURNS_MAX = 20_000;

/** Reactions of the simulated caller and system while a task runs. */
export type Reaction =
  /** Keys, one after the other; none is silence. */
  | { readonly keys: string }
  /** The outcome of a task that needs other parties. */
  | { readonly outcome: TaskOutcome }
  | { readonly isGone: true };

/** A simulated call: its time, its parties, and the outcome of each task. */
export interface SimulatedCall {
  readonly nowMs: number;
  readonly caller: string;
  readonly called: string;
  readonly react: (task: CallTask) => Reaction;
  /** The text of own prompts. */
  readonly textOf?: (prompt: string) => string | null;
}

/** One line of the result: the key of its text (`flows.path`), its parameters, and the audio. */
export interface PathLine {
  readonly line: string;
  readonly stepId: string | null;
  readonly params: Readonly<Record<string, string>>;
  readonly clips: readonly Clip[];
}

/** A simulated call from start to end. */
export interface Simulation {
  readonly lines: readonly PathLine[];
  readonly state: FlowState;
}

/** Simulates a call through a flow, with the same steps and tasks as a real one, but without a telephone. */
export function simulateCall(version: FlowVersion, call: SimulatedCall): Simulation {
  const lines: PathLine[] = [];
  let flow = beginFlow(version, call);
  let tasks = NO_TASKS;
  let at: string | null = null;
  const write = (line: string, params: PathLine["params"] = {}, clips: readonly Clip[] = []): void => {
    lines.push({ line, stepId: at, params, clips });
  };
  const follow = (effects: readonly FlowEffect[]): readonly TaskInput[] => {
    for (const effect of effects) {
      if (effect.effect === "entered") at = effect.stepId;
      writeEffect(effect, { flow, call, write });
    }
    return effects.flatMap((one) => (one.effect === "run" ? [{ ...one, input: "put" } as const] : []));
  };
  const goOn = (input: Parameters<typeof stepFlow>[1]): readonly TaskInput[] => {
    const step = stepFlow(flow, input, call.nowMs);
    flow = step.state;
    return follow(step.effects);
  };
  const work = (effect: TaskEffect): readonly TaskInput[] => {
    if (effect.effect === "answer") return [{ input: "answered" }];
    if (effect.effect === "finished") return goOn({ ...effect, input: "finished" });
    return effect.effect === "begin" ? reactTo(effect, { call, write }) : [];
  };
  const left: TaskInput[] = [...goOn({ input: "begun" })];
  for (let turn = 0; left.length > 0; turn += 1) {
    assert(turn < TURNS_MAX, "a made-up call ends");
    const input = left.shift();
    if (input === undefined) break;
    if (input.input === "gone") goOn({ input: "caller-gone" });
    const running = tasks.running?.scope;
    const step = stepTasks(tasks, input);
    tasks = step.state;
    // Keys of a finished task would count for the next one.
    if (tasks.running?.scope !== running) dropKeys(left);
    left.push(...step.effects.flatMap(work));
  }
  return { lines, state: flow };
}

function dropKeys(left: TaskInput[]): void {
  const inputs = left.filter(({ input }) => input !== "key");
  left.splice(0, left.length, ...inputs);
}

interface Telling {
  readonly call: SimulatedCall;
  readonly write: (line: string, params?: PathLine["params"], clips?: readonly Clip[]) => void;
}

function writeEffect(effect: FlowEffect, { flow, write }: Telling & { readonly flow: FlowState }): void {
  switch (effect.effect) {
    case "entered":
      write("entered", { step: stepOf(flow.version.flow, effect.stepId)?.name ?? effect.stepId });
      return;
    case "decided":
      if (["open", "closed", "dayOff"].includes(effect.way)) write(`hours-${effect.way}`);
      else if (effect.way === "otherwise") write("condition-unmet");
      else write("condition-met", { nth: String(Number(effect.way.split(".")[1]) + 1) });
      return;
    case "remember":
      write("remembered", { name: effect.name, value: effect.value });
      return;
    case "chose":
      write("chose", { label: effect.choice.label });
      return;
    case "looked-up":
      return;
    case "ended":
      write(`ended-${effect.end}`);
      return;
    case "run":
      return;
  }
}

/** The audio of a task, the reaction of the simulated caller, and the outcome. */
function reactTo(
  { scope, task }: { readonly scope: number; readonly task: CallTask },
  { call, write }: Telling,
): readonly TaskInput[] {
  if (task.task === "hang-up") return [];
  if ("clips" in task && task.clips.length > 0)
    write("heard", { words: spokenWords(task.clips, call.textOf) }, task.clips.some(isAnswer) ? [] : task.clips);
  writeBegin(task, write);
  const reaction = call.react(task);
  if ("isGone" in reaction) return [{ input: "gone" }];
  if ("outcome" in reaction) {
    write(reaction.outcome.outcome);
    return [{ input: "outcome", scope, outcome: reaction.outcome }];
  }
  if (reaction.keys !== "") write("pressed", { keys: reaction.keys });
  else if (task.task === "gather") write("silent");
  const keys = Array.from(reaction.keys, (key) => ({ input: "key", key }) as const);
  if (task.task === "gather" && !task.isBargeable)
    return [{ input: "played", scope }, ...keys, { input: "timer", scope }];
  return [...keys, { input: "played", scope }, { input: "timer", scope }];
}

function writeBegin(task: CallTask, write: Telling["write"]): void {
  if (task.task === "enqueue") write("queued", { queue: task.queueId });
  if (task.task === "dial") write("dialled", { number: task.number });
  if (task.task === "look-up") write("looking-up", { digits: task.wish.digits });
  if (task.task === "book-callback") write("booking", { number: task.number });
}

/** Options of a supervisor's simulation: the time, the keys of each prompt, and the outcome of tasks that need other parties. */
export interface SimulatedCaller {
  readonly nowMs: number;
  readonly caller: string;
  readonly called: string;
  /** One entry for each wait for keys; "" is silence, and so is every wait after the last. */
  readonly keys: readonly string[];
  readonly queue: "served" | "queue-full" | "wait-over" | "nobody-there";
  readonly isReached: boolean;
  readonly leavesMessage: boolean;
  readonly mayBeCalledBack: boolean;
  /** Result of look-ups; found by default. */
  readonly lookUp?: "found" | "not-found" | "failed";
  /** An example entry of a list, for its announcement; null for an empty list. */
  readonly exampleOf?: (listId: string) => Readonly<Record<string, string>> | null;
}

/** Announced results have no recording in a simulation. */
const ANSWER = "answer.";

function isAnswer(clip: Clip): boolean {
  return clip.kind === "prompt" && clip.prompt.startsWith(ANSWER);
}

/** The result of a simulated look-up. */
function simulateLookup(
  { listId, says }: DataLookupQuery,
  { lookUp = "found", exampleOf }: SimulatedCaller,
): TaskOutcome {
  if (lookUp === "failed") return { outcome: "failed" };
  const example = lookUp === "found" ? (exampleOf?.(listId) ?? null) : null;
  if (example === null) return { outcome: "not-found", list: "", version: null };
  const said = formatEntries(says, [example]);
  return { outcome: "found", answer: { is: "found", prompt: `${ANSWER}${said}`, said, list: "", version: 1 } };
}

/** A supervisor's simulated caller on a path through a flow. */
export function simulateCaller(
  version: FlowVersion,
  caller: SimulatedCaller,
  textOf?: SimulatedCall["textOf"],
): Simulation {
  const keys = [...caller.keys];
  const react = (task: CallTask): Reaction => {
    switch (task.task) {
      case "gather":
        return { keys: keys.shift() ?? "" };
      case "enqueue":
        return { outcome: { outcome: caller.queue } };
      case "dial":
        return { outcome: caller.isReached ? { outcome: "reached" } : { outcome: "not-reached", status: 480 } };
      case "record-message":
        return { outcome: caller.leavesMessage ? { outcome: "message-kept", seconds: 10 } : { outcome: "no-message" } };
      case "book-callback":
        return { outcome: { outcome: caller.mayBeCalledBack ? "callback-booked" : "callback-refused" } };
      case "look-up":
        return { outcome: simulateLookup(task.wish, caller) };
      // No flow has commands of agent phones or of applications.
      case "ask-desk":
      case "ask-application":
      case "ready-sounds":
      case "confer":
      case "take-caller":
      case "leave":
      case "refer":
      case "send-text":
      case "connect-stream":
      case "start-stream":
      case "stop-stream":
      case "reject":
      case "play":
      case "hang-up":
        return { keys: "" };
    }
  };
  const words = (prompt: string) =>
    prompt.startsWith(ANSWER) ? prompt.slice(ANSWER.length) : (textOf?.(prompt) ?? null);
  return simulateCall(version, { ...caller, react, textOf: words });
}
