import type { Worker } from "node:worker_threads";

/** The next thing a thread says; rejects when that takes longer than `msMax` or the thread breaks or ends. */
export function nextAnswer<Answer>(worker: Worker, { msMax }: { readonly msMax: number }): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(() => reject(new Error("a sheet took too long to read"))), msMax);
    const onMessage = (answer: Answer) => finish(() => resolve(answer));
    const onError = (error: unknown) =>
      finish(() => reject(error instanceof Error ? error : new Error("the reading thread broke")));
    const onExit = () => finish(() => reject(new Error("the reading thread ended")));
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      settle();
    };
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
  });
}
