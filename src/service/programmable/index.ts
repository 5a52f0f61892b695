/**
 * Programmable calls: applications drive calls by documents. What is here is pure: SIDs, the order of a call, documents and the
 * tasks they compile to, and the script that a call follows while an application says what it does.
 */
export type { CallInstructions, Hook } from "../calls/index.ts";
export { redirectedScript } from "./application-script.ts";
export type {
  CallOrder,
  CallOrderRefusal,
  CallOrders,
  CallTarget,
} from "./call-order.ts";
export { readStreamOrder } from "./read-stream-order.ts";
export { codeOfNumberSid, idOfSid, numberSid, sidOf } from "./sid.ts";
