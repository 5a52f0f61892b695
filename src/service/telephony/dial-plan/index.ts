/** Dial plan: the routing of calls to access codes, and of dialled numbers. */
export { isCallbackNumber } from "./callback-number.ts";
export { outsideKind } from "./dial-permission.ts";
export {
  calledNumber,
  INTERNAL_RING_MS,
  type OrderedRoute,
  type Route,
  type RoutingDirectory,
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
export {
  type DialledFeatureCode,
  FEATURE_CODES,
  type FeatureCodeAction,
  readFeatureCode,
  withoutFeatureCodeDigits,
} from "./feature-code.shared.ts";
export { isForPeople, type PeoplesCodes } from "./help-number.ts";
export { RECORDING_ANSWERS, type RecordingAnswer, type RecordingNotice } from "./recording-notice.shared.ts";
