/** Carries "Ring me" from the start page to the agent's desk, which the same document opens next. */
let isRequested = false;

/** The desk is to have the visitor rung as soon as it is open. */
export function requestRing(): void {
  isRequested = true;
}

/** Whether the visitor asked for a call on the start page; true once. */
export function takeRingRequest(): boolean {
  const wasRequested = isRequested;
  isRequested = false;
  return wasRequested;
}
