/** Test scenarios for a call centre, as data: calls, their tones, menus, and numbers that are never called. */
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
