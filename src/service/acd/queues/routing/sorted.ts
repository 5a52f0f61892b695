/**
 * An immutable sorted map: `put` and `without` return a new one that shares all but a path with the old one. It is a weight-balanced tree (Adams 1993, with
 * the bounds of Hirai and Yamamoto 2011), so that finding, changing, and counting the keys before one take O(log n) steps. Null is the empty map.
 */
export type Sorted<Key, Value> = SortedNode<Key, Value> | null;

interface SortedNode<Key, Value> {
  readonly key: Key;
  readonly value: Value;
  readonly size: number;
  readonly left: Sorted<Key, Value>;
  readonly right: Sorted<Key, Value>;
}

/** Negative when `left` comes before `right`, zero when they are the same key. */
export type Compare<Key> = (left: Key, right: Key) => number;

/** The maximum ratio of the weights of both sides; a single rotation restores it while its inner child is this light. */
const DELTA = 3;
const RATIO = 2;

/** The order of ids and names. */
export const compareText: Compare<string> = (left, right) => (left < right ? -1 : left > right ? 1 : 0);

/** The number of keys in the map. */
export function sizeOf(map: Sorted<never, unknown> | Sorted<unknown, unknown>): number {
  return map === null ? 0 : map.size;
}

/** The value of a key; undefined when the map has none. */
export function find<Key, Value>(map: Sorted<Key, Value>, key: Key, compare: Compare<Key>): Value | undefined {
  let at = map;
  while (at !== null) {
    const order = compare(key, at.key);
    if (order === 0) return at.value;
    at = order < 0 ? at.left : at.right;
  }
  return undefined;
}

/** The map with `value` at `key`. */
export function put<Key, Value>(
  map: Sorted<Key, Value>,
  key: Key,
  value: Value,
  compare: Compare<Key>,
): SortedNode<Key, Value> {
  if (map === null) return { key, value, size: 1, left: null, right: null };
  const order = compare(key, map.key);
  if (order === 0) return { key, value, size: map.size, left: map.left, right: map.right };
  return order < 0
    ? balanced(map, put(map.left, key, value, compare), map.right)
    : balanced(map, map.left, put(map.right, key, value, compare));
}

/** The map without `key`; the same map when it has none. */
export function without<Key, Value>(map: Sorted<Key, Value>, key: Key, compare: Compare<Key>): Sorted<Key, Value> {
  if (map === null) return null;
  const order = compare(key, map.key);
  if (order === 0) return glued(map.left, map.right);
  const side = order < 0 ? map.left : map.right;
  const less = without(side, key, compare);
  if (less === side) return map;
  return order < 0 ? balanced(map, less, map.right) : balanced(map, map.left, less);
}

/** The first entry. */
export function first<Key, Value>(map: Sorted<Key, Value>): SortedNode<Key, Value> | null {
  let at = map;
  while (at !== null && at.left !== null) at = at.left;
  return at;
}

/** The number of keys before `key`. */
export function countBefore<Key>(map: Sorted<Key, unknown>, key: Key, compare: Compare<Key>): number {
  let at = map;
  let count = 0;
  while (at !== null) {
    if (compare(key, at.key) <= 0) {
      at = at.left;
      continue;
    }
    count += sizeOf(at.left) + 1;
    at = at.right;
  }
  return count;
}

/** Visits values in order until `look` returns "enough"; returns whether it did. */
export function walk<Key, Value>(
  map: Sorted<Key, Value>,
  look: (value: Value, key: Key) => "on" | "enough",
): "on" | "enough" {
  if (map === null) return "on";
  if (walk(map.left, look) === "enough") return "enough";
  return look(map.value, map.key) === "enough" ? "enough" : walk(map.right, look);
}

/** All values in order. */
export function valuesOf<Value>(map: Sorted<never, Value> | Sorted<unknown, Value>): readonly Value[] {
  const values: Value[] = [];
  walk<unknown, Value>(map as Sorted<unknown, Value>, (value) => {
    values.push(value);
    return "on";
  });
  return values;
}

function node<Key, Value>(
  of: SortedNode<Key, Value>,
  left: Sorted<Key, Value>,
  right: Sorted<Key, Value>,
): SortedNode<Key, Value> {
  return { key: of.key, value: of.value, size: sizeOf(left) + sizeOf(right) + 1, left, right };
}

function balanced<Key, Value>(
  of: SortedNode<Key, Value>,
  left: Sorted<Key, Value>,
  right: Sorted<Key, Value>,
): SortedNode<Key, Value> {
  const weights = { left: sizeOf(left) + 1, right: sizeOf(right) + 1 };
  if (right !== null && weights.right > DELTA * weights.left) return turnedLeft(of, left, right);
  if (left !== null && weights.left > DELTA * weights.right) return turnedRight(of, left, right);
  return node(of, left, right);
}

function turnedLeft<Key, Value>(
  of: SortedNode<Key, Value>,
  left: Sorted<Key, Value>,
  right: SortedNode<Key, Value>,
): SortedNode<Key, Value> {
  const inner = right.left;
  if (inner === null || inner.size + 1 < RATIO * (sizeOf(right.right) + 1))
    return node(right, node(of, left, inner), right.right);
  return node(inner, node(of, left, inner.left), node(right, inner.right, right.right));
}

function turnedRight<Key, Value>(
  of: SortedNode<Key, Value>,
  left: SortedNode<Key, Value>,
  right: Sorted<Key, Value>,
): SortedNode<Key, Value> {
  const inner = left.right;
  if (inner === null || inner.size + 1 < RATIO * (sizeOf(left.left) + 1))
    return node(left, left.left, node(of, inner, right));
  return node(inner, node(left, left.left, inner.left), node(of, inner.right, right));
}

/** Joins two neighbours after the removal of their parent: the nearer end of the heavier one becomes the root. */
function glued<Key, Value>(left: Sorted<Key, Value>, right: Sorted<Key, Value>): Sorted<Key, Value> {
  if (left === null) return right;
  if (right === null) return left;
  if (left.size > right.size) {
    let last = left;
    while (last.right !== null) last = last.right;
    return balanced(last, withoutLast(left), right);
  }
  let next = right;
  while (next.left !== null) next = next.left;
  return balanced(next, left, withoutFirst(right));
}

function withoutFirst<Key, Value>(map: SortedNode<Key, Value>): Sorted<Key, Value> {
  return map.left === null ? map.right : balanced(map, withoutFirst(map.left), map.right);
}

function withoutLast<Key, Value>(map: SortedNode<Key, Value>): Sorted<Key, Value> {
  return map.right === null ? map.left : balanced(map, map.left, withoutLast(map.right));
}
