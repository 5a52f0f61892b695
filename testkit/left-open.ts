/** The cloned databases of this process that are not dropped yet; every test file drops its own. */
export const openClones = new Set<string>();

const TIMERS_MAX = 1_000;
let timers: NodeJS.Timeout[] = [];

/** Node marks a fired or cleared timer; its types omit the mark. */
const isPending = (timer: NodeJS.Timeout): boolean =>
  timer.hasRef() && (timer as unknown as { readonly _destroyed: boolean })._destroyed === false;

function watched<Start extends typeof setTimeout | typeof setInterval>(start: Start): Start {
  return new Proxy(start, {
    apply: (target, that, args) => {
      const timer = Reflect.apply(target, that, args) as NodeJS.Timeout;
      if (timers.length >= TIMERS_MAX) timers = timers.filter(isPending);
      timers.push(timer);
      return timer;
    },
  });
}

globalThis.setTimeout = watched(globalThis.setTimeout);
globalThis.setInterval = watched(globalThis.setInterval);

/** The timers of this process that keep it alive and were started by the global functions. */
export const pendingTimers = (): readonly NodeJS.Timeout[] => timers.filter(isPending);
