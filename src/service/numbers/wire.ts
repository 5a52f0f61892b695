/** The working door of numbers. */
export { addEndCallRoutes } from "./end-call.routes.ts";
export { type LineBookOptions, openLineBook } from "./line-book.effects.ts";
export { addNumberRoutes } from "./number.routes.ts";
export {
  findSwitchCommand,
  orderEndCall,
  orderTestCall,
  type SwitchCommand,
  type TestCallOrder,
} from "./switch-command.store.ts";
export { followSwitchCommands } from "./switch-commands.effects.ts";
export { addTestCallRoutes } from "./test-call.routes.ts";
export { addTestWindowRoutes } from "./test-window.routes.ts";
