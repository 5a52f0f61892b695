/** Numbers: what happens to calls of a code, and where a dialled number leads. */
export type { CallAct, CallActRefusal, CallActWish, SupervisionAct, TalkAct } from "../call-control/call-act.ts";
export type { RecordRefusal } from "../call-control/record-call.ts";
export type { RedirectRefusal } from "../call-control/redirect-call.ts";
export { SUPERVISION_KEYS, SUPERVISION_MODES, type SupervisionMode } from "../call-control/supervision.shared.ts";
export { isCallbackNumber } from "./callback-number.ts";
export {
  DESK_CODES,
  type DeskAct,
  type DialledDeskCode,
  readDeskCode,
  withoutDeskDigits,
} from "./desk-code.shared.ts";
export { outsideKind } from "./dial-permission.ts";
export {
  calledNumber,
  INTERNAL_RING_MS,
  type LineBook,
  type OrderedRoute,
  type Route,
  routeFromPhone,
  routeFromTrunk,
  routeOfCallback,
  routeOfConsult,
  routeOfDial,
  routeOfOrder,
  routeOfTransfer,
  type ServiceNumber,
} from "./dial-plan.ts";
export { e164Of } from "./e164.ts";
export { isForPeople, type PeoplesCodes } from "./help-number.ts";
export { RECORDING_ANSWERS, type RecordingAnswer, type RecordingNotice } from "./recording-notice.shared.ts";
