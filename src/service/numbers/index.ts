/** Numbers: what happens to calls of a code, and where a dialled number leads. */
export {
  DESK_CODES,
  type DeskAct,
  type DialledDeskCode,
  readDeskCode,
  withoutDeskDigits,
} from "./desk-code.shared.ts";
export {
  calledNumber,
  INTERNAL_RING_MS,
  type LineBook,
  type Route,
  routeFromPhone,
  routeFromTrunk,
  routeOfCallback,
  routeOfDial,
  routeOfTransfer,
  type ServiceNumber,
} from "./dial-plan.ts";
