/** One step of a state machine: the next state, and what the world should be asked to do. */
export interface Step<State, Effect> {
  readonly state: State;
  readonly effects: readonly Effect[];
}
