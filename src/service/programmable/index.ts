/**
 * Programmable calls: applications drive calls by documents. What is here is pure: SIDs, the order of a call, documents and the
 * tasks they compile to, and the script that a call follows while an application says what it does.
 */
export {
  CALL_ORDER_REFUSALS,
  CALL_STATUS_EVENTS,
  type CallInstructions,
  type CallOrder,
  type CallOrderRefusal,
  type CallOrders,
  type CallRedirect,
  type CallStatusEvent,
  type CallTarget,
  type Hook,
  type RedirectRefusal,
} from "./call-order.ts";
export { codeOfNumberSid, idOfSid, numberSid, SID_PREFIXES, type SidKind, sidOf } from "./sid.ts";
