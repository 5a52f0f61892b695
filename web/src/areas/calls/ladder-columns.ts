/** Who stands where in a SIP ladder. */

/** A message as far as its way goes. */
interface Way {
  readonly from: string;
  readonly to: string;
  readonly isReceived: boolean;
}

/** The name of the one column that all our own addresses share. */
export const OWN = "";

/** Who a message comes from and goes to: an address, or `OWN`. */
export function endsOf({ from, to, isReceived }: Way): { readonly from: string; readonly to: string } {
  return isReceived ? { from, to: OWN } : { from: OWN, to };
}

interface Named extends Way {
  readonly phone: { readonly extension: string; readonly name: string } | null;
  readonly trunk: string | null;
}

/** Who stands at each far end, by its address, as far as it is known. */
export function farEnds(messages: readonly Named[]): ReadonlyMap<string, string> {
  return new Map(
    messages.flatMap((message) => {
      const { from, to } = endsOf(message);
      const name = message.phone?.extension ?? message.trunk;
      return name === null ? [] : [[from === OWN ? to : from, name] as const];
    }),
  );
}

/** The columns from left to right: who spoke first, ourselves, then the others as they come. */
export function ladderColumns(messages: readonly Way[]): readonly string[] {
  const others = messages.map((message) => {
    const { from, to } = endsOf(message);
    return from === OWN ? to : from;
  });
  const [first, ...rest] = [...new Set(others)];
  return first === undefined ? [OWN] : [first, OWN, ...rest];
}
