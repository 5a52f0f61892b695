import type {
  AgentPhoneCommand,
  CallTask,
  DigitEntry,
  Script,
  ScriptInput,
  TaskOutcome,
} from "../../telephony/calls/index.ts";
import type { DialledFeatureCode } from "../../telephony/dial-plan/index.ts";
import { type Clip, promptIn, SPOKEN_LANGUAGES, type SpokenLanguage } from "../../telephony/prompts/index.ts";
import { farewellOf } from "./feature-code-prompts.ts";

/** The maximum of wrong entries in one call; then the call ends. */
const TRIES_MAX = 3;
const FIRST_KEY_MS = 10_000;
const NEXT_KEY_MS = 5_000;

const LOGIN_NUMBER: DigitEntry = { accepts: null, digitsMin: 3, digitsMax: 8, endKey: "#" };
const PIN: DigitEntry = { accepts: null, digitsMin: 4, digitsMax: 8, endKey: "#" };
const REASON: DigitEntry = { accepts: Array.from("123456789"), digitsMin: 1, digitsMax: 1, endKey: null };

/** The state of a feature-code call: the entry that is awaited, the pending command, or the last prompt. */
export interface FeatureCodeSession {
  readonly act: DialledFeatureCode["act"];
  readonly language: SpokenLanguage;
  readonly stage: "dialled" | "number" | "pin" | "reason" | "desk" | "farewell";
  /** The digits after the code, or the digits typed since. */
  readonly digits: string;
  readonly failures: number;
  readonly token: number;
}

/** The session after a step and the tasks that it needs; null ends the call. */
export interface FeatureCodeStep {
  readonly talk: FeatureCodeSession;
  readonly tasks: readonly CallTask[] | null;
}

/** The script of a feature-code call: collects missing digits, sends the command, then plays the result. */
export function createFeatureCodeScript({ act, digits }: DialledFeatureCode, language: string): Script {
  return scriptAt({ act, digits, language: spoken(language), stage: "dialled", failures: 0, token: 0 });
}

function scriptAt(talk: FeatureCodeSession): Script {
  return {
    step: (input) => {
      const { talk: next, tasks } = stepFeatureCode(talk, input);
      return { script: scriptAt(next), bodies: [], run: tasks === null ? null : { token: next.token, tasks } };
    },
  };
}

/** One step of a feature-code call. A result with another token than the last one is stale, and ends the call. */
function stepFeatureCode(talk: FeatureCodeSession, input: ScriptInput): FeatureCodeStep {
  if (input.input === "caller-gone" || input.input === "cut-off") return { talk, tasks: null };
  if (input.input === "begun") return begin(talk);
  if (input.token !== talk.token) return { talk, tasks: null };
  return finished(talk, input.outcome);
}

function begin(talk: FeatureCodeSession): FeatureCodeStep {
  const { act, digits } = talk;
  if (act === "log-in") return digits === "" ? askNumber(talk, []) : askPin(talk);
  if (act !== "pause") return runAgentCommand(talk, { wish: act });
  return digits === "" ? askReason(talk, []) : runAgentCommand(talk, { wish: "pause", key: digits });
}

function finished(talk: FeatureCodeSession, outcome: TaskOutcome): FeatureCodeStep {
  if (outcome.outcome === "failed") return { talk, tasks: null };
  switch (talk.stage) {
    case "number":
      return outcome.outcome === "gathered" ? askPin({ ...talk, digits: outcome.digits }) : wrong(talk, "desk-wrong");
    case "pin":
      return outcome.outcome === "gathered"
        ? runAgentCommand(talk, { wish: "log-in", deskNumber: talk.digits, pin: outcome.digits })
        : wrong(talk, "desk-wrong");
    case "reason":
      return outcome.outcome === "gathered"
        ? runAgentCommand(talk, { wish: "pause", key: outcome.digits })
        : wrong(talk, "desk-no-reason");
    case "desk":
      return answered(talk, outcome);
    case "dialled":
    case "farewell":
      return { talk, tasks: null };
  }
}

function answered(before: FeatureCodeSession, outcome: TaskOutcome): FeatureCodeStep {
  if (outcome.outcome !== "desk-done" && outcome.outcome !== "desk-refused") return { talk: before, tasks: null };
  const talk = outcome.language === null ? before : { ...before, language: spoken(outcome.language) };
  if (outcome.outcome === "desk-done") return say(talk, farewellOf(talk.act, outcome));
  if (outcome.why === "wrong") return wrong(talk, "desk-wrong");
  if (outcome.why === "no-reason") return wrong(talk, "desk-no-reason");
  return say(talk, [`desk-${outcome.why}`]);
}

/** Plays what was wrong and collects all entries again, since the answer must not reveal which part was wrong; or ends the call. */
function wrong(talk: FeatureCodeSession, sentence: "desk-wrong" | "desk-no-reason"): FeatureCodeStep {
  const failures = talk.failures + 1;
  if (failures >= TRIES_MAX) return say(talk, [sentence]);
  const again = { ...talk, failures, digits: "" };
  return sentence === "desk-wrong" ? askNumber(again, [sentence]) : askReason(again, [sentence]);
}

function askNumber(talk: FeatureCodeSession, before: readonly string[]): FeatureCodeStep {
  return gather(talk, { stage: "number", sentences: [...before, "desk-number"], entry: LOGIN_NUMBER });
}

function askPin(talk: FeatureCodeSession): FeatureCodeStep {
  return gather(talk, { stage: "pin", sentences: ["desk-pin"], entry: PIN });
}

function askReason(talk: FeatureCodeSession, before: readonly string[]): FeatureCodeStep {
  return gather(talk, { stage: "reason", sentences: [...before, "desk-reason"], entry: REASON });
}

function gather(
  talk: FeatureCodeSession,
  {
    stage,
    sentences,
    entry,
  }: Pick<FeatureCodeSession, "stage"> & { readonly sentences: readonly string[]; readonly entry: DigitEntry },
): FeatureCodeStep {
  const clips = clipsOf(talk, sentences);
  return run({ ...talk, stage }, [
    { task: "gather", clips, isBargeable: true, entry, firstMs: FIRST_KEY_MS, betweenMs: NEXT_KEY_MS },
  ]);
}

function runAgentCommand(talk: FeatureCodeSession, command: AgentPhoneCommand): FeatureCodeStep {
  return run({ ...talk, stage: "desk" }, [{ task: "ask-desk", wish: command }]);
}

function say(talk: FeatureCodeSession, sentences: readonly string[]): FeatureCodeStep {
  const clips = clipsOf(talk, sentences);
  return run({ ...talk, stage: "farewell" }, [{ task: "play", clips, times: 1, isBargeable: false }]);
}

function run(talk: FeatureCodeSession, tasks: readonly CallTask[]): FeatureCodeStep {
  return { talk: { ...talk, token: talk.token + 1 }, tasks };
}

function clipsOf({ language }: FeatureCodeSession, sentences: readonly string[]): readonly Clip[] {
  return sentences.map((sentence) => ({ kind: "prompt", prompt: promptIn(language, sentence) }));
}

function spoken(language: string): SpokenLanguage {
  return SPOKEN_LANGUAGES.find((one) => one === language) ?? SPOKEN_LANGUAGES[0];
}
