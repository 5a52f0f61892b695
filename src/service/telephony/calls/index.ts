/**
 * Calls: one mailbox per call and a pure step that decides what a call becomes and what the world is to do. It knows no
 * SIP and no sockets; the switch turns messages into inputs and effects into messages.
 */

export type { Arrival, Call, Destination, Instant, Party, Target } from "./call.ts";
export type { CallEffect, CallInput, CallTimer, NamedDialog } from "./call-step.ts";
export type { ConferenceDesk, ConferenceOrder, ConferenceTable, ConferenceWish } from "./conference/conference-port.ts";
export { type ConferenceRecordWish, type ConferenceSeat, RECORDED_NOTICE } from "./conference/conference-seat.ts";
export type { HearingBegin, HearingDesk, HearingNews } from "./media/hearing-port.ts";
export type { CallDesk, LegName, Signalling, SoughtDevice, Sound, SoundDesk } from "./ports.ts";
export type { AgentDesk, DeskAnswer, DeskAsking, DeskWhyNot, DeskWish } from "./queue-port/agent-desk-port.ts";
export type { QueueDesk, QueueNews, QueueOrder, QueueWish, TakeWish } from "./queue-port/queue-port.ts";
export type { RecordWish } from "./recording/record-wish.ts";
export { withConsent } from "./recording/recording-consent.ts";
export type { CallStepper } from "./step-call.ts";
export type {
  ApplicationAnswer,
  ApplicationAsking,
  ApplicationDesk,
  ApplicationWish,
  CallInstructions,
  DialledParty,
  DocumentSound,
  HeardSound,
  Hook,
  TextSent,
  TextWish,
  Verb,
} from "./tasks/application-port.ts";
export type { CallTask, DigitEntry, SkillWish, TaskKind, TaskOf, TaskOutcome } from "./tasks/call-task.ts";
export type { PlayedClip } from "./tasks/call-tasks.ts";
export type { LookUpAnswer, LookUpDesk, LookUpWish } from "./tasks/look-up-port.ts";
export type { Inheritance, LeftTask, Meanwhile, Script, ScriptBook, ScriptInput, ScriptStep } from "./tasks/script.ts";
export type { SpeechWish } from "./tasks/speech-wish.ts";
export type { StreamBegin, StreamDesk, StreamNamed, StreamNews } from "./tasks/stream-port.ts";
export type { StreamWish } from "./tasks/stream-wish.ts";
export { NO_TASKS, stepTasks, type TaskEffect, type TaskInput, type TaskStack } from "./tasks/task-stack.ts";
