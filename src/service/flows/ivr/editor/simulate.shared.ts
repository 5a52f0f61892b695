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

/** Far more than a call that is cut short at its limit ever takes. */
const TURNS_MAX = 20_000;

/** What a made-up caller and a made-up world do while a task runs. */
export type Reaction =
  /** Keys, one after the other; none is silence. */
  | { readonly keys: string }
  /** How what needs others went. */
  | { readonly outcome: TaskOutcome }
  | { readonly isGone: true };

/** A made-up call: when, between whom, and what comes of each task. */
export interface SimulatedCall {
  readonly nowMs: number;
  readonly caller: string;
  readonly called: string;
  readonly react: (task: CallTask) => Reaction;
  /** The text of prompts that do not ship with the program. */
  readonly textOf?: (prompt: string) => string | null;
}

/** One line of what happened: the key of its words (`flows.path`), what they need, and what was heard. */
export interface PathLine {
  readonly line: string;
  readonly stepId: string | null;
  readonly params: Readonly<Record<string, string>>;
  readonly clips: readonly Clip[];
}

/** A made-up call from begin to end. */
export interface Simulation {
  readonly lines: readonly PathLine[];
  readonly state: FlowState;
}

/** Plays a call through a flow, with the same steps and tasks a real one has, and without a telephone. */
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
    // Keys of a task that is over would be taken for the next one's.
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

/** What is heard of a task, what the made-up caller does with it, and how it ends. */
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

/** What a supervisor tries out: when, the keys pressed each time they are asked for, and how what needs others goes. */
export interface SimulatedCaller {
  readonly nowMs: number;
  readonly caller: string;
  readonly called: string;
  /** One for each time keys are waited for; "" is silence, and so is all that comes after the last. */
  readonly keys: readonly string[];
  readonly queue: "served" | "queue-full" | "wait-over" | "nobody-there";
  readonly isReached: boolean;
  readonly leavesMessage: boolean;
  readonly mayBeCalledBack: boolean;
  /** What comes of what is looked up; found unless it says otherwise. */
  readonly lookUp?: "found" | "not-found" | "failed";
  /** An entry of a list, for what is said of it; null for a list that has none. */
  readonly exampleOf?: (listId: string) => Readonly<Record<string, string>> | null;
}

/** Answers have no recording before somebody calls. */
const ANSWER = "answer.";

function isAnswer(clip: Clip): boolean {
  return clip.kind === "prompt" && clip.prompt.startsWith(ANSWER);
}

/** What a made-up look-up comes to. */
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

/** A supervisor's made-up caller on his way through a flow. */
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
      // No flow asks the agents' desk, or an application.
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
