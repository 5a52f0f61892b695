import type { Keyboard, Locator, Page } from "playwright-core";

/** A wait of a user, by its subject. */
export interface Wait {
  readonly name: string;
  readonly ms: number;
}

/** Counts a user's mouse and keyboard actions, and records their waits. */
export interface Effort {
  readonly clicks: number;
  readonly keys: number;
  readonly waits: readonly Wait[];
  add(effort: { readonly clicks?: number; readonly keys?: number }): void;
  /** Times work that a user waits for, also when it fails. */
  waitFor<Value>(name: string, work: () => Promise<Value>): Promise<Value>;
}

/** A counter that starts at zero. */
export function openEffort(): Effort {
  let [clicks, keys] = [0, 0];
  const waits: Wait[] = [];
  return {
    get clicks() {
      return clicks;
    },
    get keys() {
      return keys;
    },
    waits,
    add: (effort) => {
      clicks += effort.clicks ?? 0;
      keys += effort.keys ?? 0;
    },
    waitFor: async (name, work) => {
      const startedMs = performance.now();
      try {
        return await work();
      } finally {
        waits.push({ name, ms: performance.now() - startedMs });
      }
    },
  };
}

type Cost = (args: readonly unknown[]) => { readonly clicks?: number; readonly keys?: number };

const click: Cost = () => ({ clicks: 1 });
const twoClicks: Cost = () => ({ clicks: 2 });
const key: Cost = () => ({ keys: 1 });
/** A field is reached by Tab. */
const typed: Cost = ([text]) => ({ keys: 1 + String(text).length });

/**
 * Costs of Playwright's actions for a user: a selection from a list or of a file is two clicks, to open and to choose; a
 * URL is a followed link.
 */
const COSTS: Readonly<Record<string, Cost>> = {
  click,
  tap: click,
  check: click,
  uncheck: click,
  setChecked: click,
  dragTo: click,
  goto: click,
  reload: click,
  dblclick: twoClicks,
  selectOption: twoClicks,
  setInputFiles: twoClicks,
  fill: typed,
  pressSequentially: typed,
  type: typed,
  press: key,
};

const WAITS: readonly string[] = [...Object.keys(COSTS), "waitFor", "waitForURL", "waitForResponse"];

/** The same page, with every action counted. Actions on pages that it opens are not counted. */
export function countedPage(page: Page, effort: Effort): Page {
  return counted(page, effort);
}

function counted<Subject extends object>(subject: Subject, effort: Effort): Subject {
  return new Proxy(subject, {
    get: (target, property) => {
      const value: unknown = Reflect.get(target, property, target);
      if (property === "keyboard") return counted(value as Keyboard, effort);
      if (typeof value !== "function" || typeof property !== "string") return value;
      return (...args: unknown[]) => {
        const call = (): unknown => Reflect.apply(value, target, args);
        if (!WAITS.includes(property)) return countedResult(call(), effort);
        effort.add(COSTS[property]?.(args) ?? {});
        return effort.waitFor(nameOf(target, args), async () => call());
      };
    },
  });
}

const isLocator = (value: unknown): value is Locator =>
  typeof value === "object" && value !== null && "waitFor" in value && "click" in value;

const countedResult = (value: unknown, effort: Effort): unknown => (isLocator(value) ? counted(value, effort) : value);

const QUOTED = /(["'`])((?:\\.|(?!\1).)+)\1/g;

/** The last visible text by which a locator finds its element; its selector if there is none. */
function nameOf(target: object, args: readonly unknown[]): string {
  const text = isLocator(target) ? target.toString() : args.filter((arg) => typeof arg === "string").join(" ");
  return [...text.matchAll(QUOTED)].at(-1)?.[2] ?? text;
}
