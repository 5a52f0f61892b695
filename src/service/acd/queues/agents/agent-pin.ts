/** Digits that are typed as they stand on the keys, upwards and downwards. */
const RUNS = ["01234567890", "09876543210"];

/**
 * Whether a PIN is among the first that anybody tries: one digit over and over, digits in a row, a short piece repeated, or the
 * number that is entered before it.
 */
export function isWeakPin(pin: string, deskNumber: string): boolean {
  if (pin === deskNumber || RUNS.some((run) => run.includes(pin))) return true;
  return [1, 2, 3].some((piece) => pin.length > piece && isRepeated(pin, piece));
}

function isRepeated(pin: string, piece: number): boolean {
  return [...pin].every((digit, index) => digit === pin[index % piece]) && pin.length >= piece * 2;
}
