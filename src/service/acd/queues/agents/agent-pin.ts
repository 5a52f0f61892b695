/** Digits in the order of the keys, ascending and descending. */
const RUNS = ["01234567890", "09876543210"];

/** Whether a PIN is easily guessed: one repeated digit, consecutive digits, a repeated short group, or the agent number. */
export function isWeakPin(pin: string, deskNumber: string): boolean {
  if (pin === deskNumber || RUNS.some((run) => run.includes(pin))) return true;
  return [1, 2, 3].some((piece) => pin.length > piece && isRepeated(pin, piece));
}

function isRepeated(pin: string, piece: number): boolean {
  return [...pin].every((digit, index) => digit === pin[index % piece]) && pin.length >= piece * 2;
}
