/** The working door of numbers. */
export { addCallActRoutes } from "../call-control/call-act.routes.ts";
export { actOnCall } from "../call-control/call-act-order.effects.ts";
export { actOnConferenceNow } from "../call-control/conference-order.effects.ts";
export { addEndCallRoutes } from "../call-control/end-call.routes.ts";
export { endCallNow, takeBackNow } from "../call-control/end-call-order.effects.ts";
export { orderOfProgram } from "../call-control/redirect-order.effects.ts";
export { addSupervisionRoutes } from "../call-control/supervision.routes.ts";
export {
  findSwitchCommand,
  orderByProgram,
  orderCallAct,
  orderEndCall,
  orderTestCall,
  type SwitchCommand,
  type TestCallOrder,
} from "../call-control/switch-command.store.ts";
export { followSwitchCommands } from "../call-control/switch-commands.effects.ts";
export { addTestCallRoutes } from "../call-control/test-call.routes.ts";
export { type LineBookOptions, openLineBook } from "./line-book.effects.ts";
export { addNumberRoutes } from "./number.routes.ts";
export { addTestWindowRoutes } from "./test-window.routes.ts";
