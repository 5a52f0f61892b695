/**
 * Calls: one mailbox per call and a pure step function that returns the next state and the effects. It knows no SIP and no sockets; the switch turns messages
 * into inputs and effects into messages.
 */

export type { Arrival, Call, Destination, Instant, Party, Target } from "./call.ts";
export type { CallEffect, CallInput, CallTimer, NamedDialog } from "./call-step.ts";
export type {
  ConferenceJoinOptions,
  ConferenceOrder,
  ConferencePort,
  ConferenceTable,
} from "./conference/conference-port.ts";
export {
  type ConferenceRecordingOptions,
  type ParticipantSettings,
  RECORDED_NOTICE,
} from "./conference/participant-settings.ts";
export type { RecognitionEvent, RecognitionOptions, RecognitionPort } from "./media/speech-recognition-port.ts";
export type { CallEngine, LegName, MediaController, Signalling, SoughtDevice, Sound } from "./ports.ts";
export type {
  AgentPhoneCommand,
  AgentPhoneContext,
  AgentPhoneFault,
  AgentPhoneResult,
  AgentPhoneService,
} from "./queue-port/agent-phone-port.ts";
export type {
  DequeueOptions,
  EnqueueOptions,
  QueuedCallEvent,
  QueueOrder,
  QueuePort,
} from "./queue-port/queue-port.ts";
export type { CallRecordingCommand } from "./recording/recording-command.ts";
export { withConsent } from "./recording/recording-consent.ts";
export type { CallStepper } from "./step-call.ts";
export type {
  ApplicationAnswer,
  ApplicationCallContext,
  ApplicationPort,
  ApplicationRequest,
  CallInstructions,
  DialledParty,
  DocumentSound,
  Hook,
  RepeatedSound,
  SmsOptions,
  TextSent,
  Verb,
} from "./tasks/application-port.ts";
export type { CallTask, DigitEntry, RequiredSkill, TaskKind, TaskOf, TaskOutcome } from "./tasks/call-task.ts";
export type { PlayedClip } from "./tasks/call-tasks.ts";
export type { DataLookupPort, DataLookupQuery, DataLookupResult } from "./tasks/data-lookup-port.ts";
export type { SpeechOptions } from "./tasks/gather-options.ts";
export type { MediaStreamOptions } from "./tasks/media-stream-options.ts";
export type {
  Inheritance,
  LeftTask,
  QueueTreatment,
  Script,
  ScriptInput,
  ScriptResolver,
  ScriptStep,
} from "./tasks/script.ts";
export type { StreamBegin, StreamEvent, StreamNamed, StreamPort } from "./tasks/stream-port.ts";
export { NO_TASKS, stepTasks, type TaskEffect, type TaskInput, type TaskStack } from "./tasks/task-stack.ts";
