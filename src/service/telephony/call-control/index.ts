/** Call control: commands to calls in progress, from agents, supervisors and API clients. */
export {
  CALL_ACT_REFUSALS,
  type CallAct,
  type CallActCommand,
  type CallActRefusal,
  type SupervisionAct,
  type TalkAct,
} from "./call-act.ts";
export type { RecordRefusal } from "./record-call.ts";
export type { RedirectRefusal } from "./redirect-call.ts";
export { SUPERVISION_KEYS, SUPERVISION_MODES, type SupervisionMode } from "./supervision.shared.ts";
