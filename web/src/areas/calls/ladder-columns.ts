/** The columns of a SIP ladder diagram. */

/** The source and destination of a message. */
interface Way {
  readonly from: string;
  readonly to: string;
  readonly isReceived: boolean;
}

/** The name of the single column for all addresses of this system. */
export const OWN = "";

/** Source and destination of a message: an address, or `OWN`. */
export function endsOf({ from, to, isReceived }: Way): { readonly from: string; readonly to: string } {
  return isReceived ? { from, to: OWN } : { from: OWN, to };
}

interface Named extends Way {
  readonly phone: { readonly extension: string; readonly name: string } | null;
  readonly trunk: string | null;
}

/** The names of known far ends by address: extension or trunk. */
export function farEnds(messages: readonly Named[]): ReadonlyMap<string, string> {
  return new Map(
    messages.flatMap((message) => {
      const { from, to } = endsOf(message);
      const name = message.phone?.extension ?? message.trunk;
      return name === null ? [] : [[from === OWN ? to : from, name] as const];
    }),
  );
}

/** The columns from left to right: the first party, this system, then the other parties in order of appearance. */
export function ladderColumns(messages: readonly Way[]): readonly string[] {
  const others = messages.map((message) => {
    const { from, to } = endsOf(message);
    return from === OWN ? to : from;
  });
  const [first, ...rest] = [...new Set(others)];
  return first === undefined ? [OWN] : [first, OWN, ...rest];
}
