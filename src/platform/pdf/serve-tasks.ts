import { parentPort } from "node:worker_threads";
import { present } from "../../kernel/index.ts";
import type { PoolAnswer, PoolRequest } from "./worker-pool.ts";

/** Makes this thread a worker of a pool: it answers every task with what `carryOut` gives, or says why it could not. */
export function serveTasks<Task, Value>(carryOut: (task: Task) => Promise<Value>): void {
  const port = present(parentPort, "parent port");
  const answerTo = async ({ id, task }: PoolRequest<Task>): Promise<PoolAnswer<Value>> => {
    try {
      return { id, value: await carryOut(task) };
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      return { id, failure: { name: failure.name, message: failure.message } };
    }
  };
  port.on("message", (request: PoolRequest<Task>) => {
    answerTo(request).then(
      (answer) => port.postMessage(answer),
      (error: unknown) => {
        throw error;
      },
    );
  });
}
