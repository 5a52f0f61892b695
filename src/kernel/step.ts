/** One step of a state machine: the next state, and the effects to execute. */
export interface Step<State, Effect> {
  readonly state: State;
  readonly effects: readonly Effect[];
}
