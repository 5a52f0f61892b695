/** Passes the "Ring me" request from the start page to the agent desktop, which opens next in the same document. */
let isRequested = false;

/** Requests a call to the user as soon as the agent desktop is open. */
export function requestRing(): void {
  isRequested = true;
}

/** Whether the user requested a call on the start page; true only once. */
export function takeRingRequest(): boolean {
  const wasRequested = isRequested;
  isRequested = false;
  return wasRequested;
}
