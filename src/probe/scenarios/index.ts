/** What the probe does to a call centre, as data: calls, their tones, menus, and what it never calls. */
export { isEmergencyNumber } from "./emergency.ts";
export {
  checkScenario,
  type MenuBranch,
  numberAfter,
  type PlannedCall,
  planCalls,
  readMenu,
  type Scenario,
  type ScenarioRefusal,
} from "./scenario.ts";
export { calledPair, callerPair, pairNumber, TONE_GRID, TONE_PAIRS, type TonePair, tonePair } from "./tone-pairs.ts";
