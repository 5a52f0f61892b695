/** The composition of call control: its routes, and the commands that the switch carries out. */
export { addCallActRoutes } from "./call-act.routes.ts";
export { actOnCall } from "./call-act-order.effects.ts";
export { actOnConferenceNow } from "./conference-order.effects.ts";
export { endCallNow, takeBackNow } from "./end-call-order.effects.ts";
export { orderOfProgram } from "./redirect-order.effects.ts";
export { addSupervisionRoutes } from "./supervision.routes.ts";
export {
  findSwitchCommand,
  orderByProgram,
  orderCallAct,
  orderEndCall,
  orderTestCall,
  type SwitchCommand,
  type TestCallOrder,
} from "./switch-command.store.ts";
export { followSwitchCommands } from "./switch-commands.effects.ts";
export { addTestCallRoutes } from "./test-call.routes.ts";
