/** Why the system did not start, as a message for the operator. */
export class StartError extends Error {
  override readonly name = "StartError";
}
