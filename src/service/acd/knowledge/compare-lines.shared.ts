/** A line of two compared versions: in both, or in one of them only. */
export interface ComparedLine {
  readonly is: "same" | "added" | "removed";
  readonly line: string;
}

/** The maximum of lines that are compared; the rest of a longer text is shown as replaced. */
const LINES_MAX = 600;

/** Compares two texts line by line, in reading order, by a longest common subsequence of lines. */
export function compareLines(before: string, after: string): readonly ComparedLine[] {
  const [left, right] = [before.split("\n"), after.split("\n")];
  const lengths = commonLengths(left.slice(0, LINES_MAX), right.slice(0, LINES_MAX));
  const compared: ComparedLine[] = [];
  let [at, to] = [0, 0];
  while (at < Math.min(left.length, LINES_MAX) && to < Math.min(right.length, LINES_MAX)) {
    if (left[at] === right[to]) {
      compared.push({ is: "same", line: left[at] ?? "" });
      at += 1;
      to += 1;
    } else if ((lengths[at + 1]?.[to] ?? 0) >= (lengths[at]?.[to + 1] ?? 0)) {
      compared.push({ is: "removed", line: left[at] ?? "" });
      at += 1;
    } else {
      compared.push({ is: "added", line: right[to] ?? "" });
      to += 1;
    }
  }
  return [
    ...compared,
    ...left.slice(at).map((line) => ({ is: "removed" as const, line })),
    ...right.slice(to).map((line) => ({ is: "added" as const, line })),
  ];
}

/** For each pair of positions, the length of the longest common subsequence of lines from there on. */
function commonLengths(left: readonly string[], right: readonly string[]): readonly (readonly number[])[] {
  const lengths = Array.from({ length: left.length + 1 }, () => Array.from({ length: right.length + 1 }, () => 0));
  for (let at = left.length - 1; at >= 0; at -= 1) {
    for (let to = right.length - 1; to >= 0; to -= 1) {
      const [row, below] = [lengths[at] ?? [], lengths[at + 1] ?? []];
      row[to] = left[at] === right[to] ? (below[to + 1] ?? 0) + 1 : Math.max(below[to] ?? 0, row[to + 1] ?? 0);
    }
  }
  return lengths;
}
